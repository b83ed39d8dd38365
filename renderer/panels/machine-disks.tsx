/** What a machine has written to overlays of its images: how large it is, to throw away or to keep. */

import { Eraser, Save } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { MachineDisk } from '../../shared/machine-control';
import { isAlive } from '../../shared/machine-state';
import { bytesText } from '../../shared/quantities';
import type { QemuNode, UmlNode } from '../../shared/topology';
import { currentDocument, editsArrived } from '../document/document-store';
import { fileName, usersLine } from '../images/image-words';
import { call } from '../session/client';
import { useNodeStatus } from '../session/lab-store';
import { confirmDone, raiseThrown } from '../session/notices';
import { Button } from '../ui/button';
import { ask } from '../ui/dialogs';
import { t } from '../ui/translate';
import { otherUsers } from './image-users';

type MachineNode = QemuNode | UmlNode;

/** The images that the machine writes to or over, as a text to compare. */
function writtenTo(node: MachineNode): string {
  return node.kind === 'qemu' ? JSON.stringify(node.disks) : `${node.rootfs} ${node.access}`;
}

function useDisks(id: string) {
  const [disks, setDisks] = useState<readonly MachineDisk[]>([]);
  const look = useCallback(async () => {
    await editsArrived();
    setDisks((await call('machine.disks', { node: id })).disks);
  }, [id]);
  useEffect(() => {
    look().catch(raiseThrown);
  }, [look]);
  return { disks, look };
}

async function agreeToCommit(node: MachineNode, image: string): Promise<boolean> {
  const others = otherUsers(currentDocument(), node.id, image);
  const warning =
    others.length === 0
      ? ''
      : ` ${t(
          '{{users}} as well: an overlay there would not fit any more and has to be wiped first.',
          {
            users: usersLine(others),
          },
        )}`;
  const answer = await ask({
    title: t('Commit what {{name}} wrote to {{name2}}?', {
      name: node.name,
      name2: fileName(image),
    }),
    text: t(
      'The image {{image}} is changed for good. The machine goes on with an empty overlay; its snapshots are gone.{{warning}}',
      { image, warning },
    ),
    confirm: t('Commit'),
    danger: true,
  });
  return answer === 'confirm';
}

async function agreeToWipe(node: MachineNode): Promise<boolean> {
  const answer = await ask({
    title: t('Wipe the disks of {{name}}?', { name: node.name }),
    text: t(
      'All that the machine has written since its first start is lost, with its snapshots and the settings of its firmware. The images stay as they are.',
    ),
    confirm: t('Wipe'),
    danger: true,
  });
  return answer === 'confirm';
}

/** Looks anew when the machine starts or stops, and when it gets other images. */
export function MachineDisks({ node }: { node: MachineNode }) {
  const { state } = useNodeStatus(node.id);
  return <Overlays key={`${state} ${writtenTo(node)}`} node={node} alive={isAlive(state)} />;
}

function Overlays({ node, alive }: { node: MachineNode; alive: boolean }) {
  const { disks, look } = useDisks(node.id);
  const [busy, setBusy] = useState(false);
  const overlays = disks.flatMap((disk, index) =>
    disk.overlay === null ? [] : [{ ...disk, overlay: disk.overlay, index }],
  );
  if (overlays.length === 0) return null;
  const work = async (what: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await what();
      confirmDone(done);
      await look();
    } catch (error) {
      raiseThrown(error);
    } finally {
      setBusy(false);
    }
  };
  const commit = async (image: string, disk: number) => {
    if (!(await agreeToCommit(node, image))) return;
    const run = () => call('machine.commitDisk', { node: node.id, disk });
    await work(
      run,
      t('What {{name}} wrote is in {{name2}} now.', { name: node.name, name2: fileName(image) }),
    );
  };
  const wipe = async () => {
    if (!(await agreeToWipe(node))) return;
    const run = () => call('machine.wipeDisks', { node: node.id });
    await work(run, t('{{name}} begins anew from its images.', { name: node.name }));
  };
  const held = alive || busy;
  return (
    <section className="machine-disks" aria-label={t('Overlays')}>
      <h3>{t('Overlays')}</h3>
      <ul className="snapshots">
        {overlays.map(({ image, overlay, overlayBytes, index }) => (
          <li key={`${image} ${index}`} className="snapshot-row">
            <span className="snapshot-text" title={overlay}>
              <strong>{fileName(image)}</strong>
              <small>
                {t('{{value}} written by this machine', { value: bytesText(overlayBytes) })}
              </small>
            </span>
            <Button
              aria-label={t('Commit to {{name}}', { name: fileName(image) })}
              disabled={held}
              onClick={() => void commit(image, index)}
            >
              <Save /> {t('Commit')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="button-row">
        <Button disabled={held} onClick={() => void wipe()}>
          <Eraser /> {t('Wipe')}
        </Button>
      </div>
      {alive && (
        <p className="field-help">
          {t('Stop the machine to wipe what it wrote, or to commit it.')}
        </p>
      )}
    </section>
  );
}
