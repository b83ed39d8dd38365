/** The disk images of a QEMU machine. */
import { Plus, Trash2 } from 'lucide-react';
import { overlayOf } from '../../shared/machine-nodes';
import type { QemuNode } from '../../shared/topology';
import { chooseFile } from '../commands/choose-file';
import { raiseThrown } from '../session/notices';
import { Button, IconButton } from '../ui/button';
import { setField } from './node-edits';

const MAX_DISKS = 8;
const imageExtensions = ['qcow2', 'img', 'raw', 'vmdk', 'vdi'];

export function DisksEditor({ node, label }: { node: QemuNode; label: string }) {
  const set = (disks: QemuNode['disks']) => setField(node.id, 'disks', disks, 'disks');
  const add = async () => {
    try {
      const path = await chooseFile(
        'Choose a disk image',
        imageExtensions,
        node.disks[0]?.image ?? '',
      );
      if (path !== null) set([...node.disks, overlayOf(path)]);
    } catch (error) {
      raiseThrown(error);
    }
  };
  return (
    <fieldset className="cards">
      <legend>{label}</legend>
      {node.disks.length > 0 && (
        <ul>
          {node.disks.map(({ image: path }) => (
            <li key={path} className="disk-row">
              <span title={path}>{path.slice(path.lastIndexOf('/') + 1)}</span>
              <IconButton
                name={`Remove disk ${path}`}
                onClick={() => set(node.disks.filter(({ image }) => image !== path))}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button disabled={node.disks.length >= MAX_DISKS} onClick={() => void add()}>
        <Plus /> Add a disk
      </Button>
      <p className="field-help">Images are never written to: changes go to an overlay.</p>
    </fieldset>
  );
}
