/** The disk images of a QEMU machine. */

import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { QemuNode } from '../../../../shared/document/topology';
import { type Disk, diskInterfaces, MAX_DISKS, overlayOf } from '../../../../shared/kinds/qemu';
import { chooseImage } from '../../../commands/actions/choose-file';
import { inWords, t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { Button, IconButton } from '../../../ui/button';
import { FieldMessage, SelectField } from '../../../ui/field';
import { raiseThrown } from '../../../ui/notices';
import { setField } from './node-edits';

const interfaceNames: Record<Disk['interface'], string> = {
  ide: 'IDE',
  virtio: 'Virtio',
  scsi: 'SCSI',
  nvme: 'NVMe',
  usb: 'USB',
};
/** Endings of disk images. */
export const imageExtensions = ['qcow2', 'img', 'raw', 'vmdk', 'vdi'];

const interfaces = diskInterfaces.map((value) => ({ value, label: interfaceNames[value] }));
const accesses = [
  { value: 'overlay', label: 'Overlay' },
  { value: 'direct', label: 'Direct' },
];

function DiskRow({
  disk,
  index,
  change,
  remove,
}: {
  disk: Disk;
  index: number;
  change: (disk: Disk) => string | null;
  remove: () => void;
}) {
  const { image } = disk;
  const pick = (list: readonly Disk['interface'][], value: string) =>
    list.find((one) => one === value) ?? disk.interface;
  return (
    <li className="disk">
      <div className="disk-row">
        <span title={image}>{image.slice(image.lastIndexOf('/') + 1)}</span>
        <IconButton name={t('Remove disk {{image}}', { image })} onClick={remove}>
          <Trash2 />
        </IconButton>
      </div>
      <div className="disk-fields">
        <SelectField
          label={t('Disk {{value}} is on', { value: index + 1 })}
          value={disk.interface}
          options={interfaces.map(inWords)}
          commit={(value) => change({ ...disk, interface: pick(diskInterfaces, value) })}
        />
        <SelectField
          label={t('Disk {{value}} is written', { value: index + 1 })}
          value={disk.access}
          options={accesses.map(inWords)}
          commit={(value) => change({ ...disk, access: value === 'direct' ? 'direct' : 'overlay' })}
        />
      </div>
    </li>
  );
}

/** Two disks may be of the same image, so a key also counts them. */
function keyed(disks: readonly Disk[]) {
  return disks.map((disk, index) => {
    const before = disks.slice(0, index).filter(({ image }) => image === disk.image).length;
    return { key: `${disk.image} ${before}`, disk, index };
  });
}

export function DisksEditor({ node, label }: { node: QemuNode; label: string }) {
  const message = useId();
  const finding = useFieldFinding(node.id, 'disks');
  const set = (disks: QemuNode['disks']) => setField(node.id, 'disks', disks, t('disks'));
  const add = async () => {
    try {
      const path = await chooseImage(
        t('Choose a disk image'),
        ['disk', 'rootfs'],
        imageExtensions,
        node.disks[0]?.image ?? '',
      );
      if (path !== null) set([...node.disks, overlayOf(path)]);
    } catch (error) {
      raiseThrown(error);
    }
  };
  return (
    <fieldset className="cards" aria-describedby={finding === null ? undefined : message}>
      <legend>{label}</legend>
      {node.disks.length > 0 && (
        <ul>
          {keyed(node.disks).map(({ key, disk, index }) => (
            <DiskRow
              key={key}
              disk={disk}
              index={index}
              change={(next) => set(node.disks.map((one, at) => (at === index ? next : one)))}
              remove={() => set(node.disks.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {finding !== null && <FieldMessage id={message} finding={finding} />}
      <Button disabled={node.disks.length >= MAX_DISKS} onClick={() => void add()}>
        <Plus /> {t('Add a disk')}
      </Button>
      <p className="field-help">
        {t(
          'An image with an overlay is never written to. Direct writing is for one machine alone.',
        )}
      </p>
    </fieldset>
  );
}
