/** What a machine has written to overlays of its images: how large it is, to throw away or to keep. */

import { Eraser, Save, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { QemuNode, UmlNode } from '../../../shared/document/topology';
import type { FormerOverlay, MachineDisk } from '../../../shared/lab/machine-control';
import { isAlive } from '../../../shared/lab/machine-state';
import { bytesText } from '../../../shared/text/quantities';
import { call } from '../../connection/client';
import { currentDocument, editsArrived } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { Button } from '../../ui/button';
import { ask } from '../../ui/dialogs';
import { confirmDone, raiseThrown } from '../../ui/notices';
import { fileName, usersLine } from '../images/image-labels';
import { otherUsers } from './image-users';

type MachineNode = QemuNode | UmlNode;

/** The images that the machine writes to or over, as a text to compare. */
function writtenTo(node: MachineNode): string {
  return node.kind === 'qemu' ? JSON.stringify(node.disks) : `${node.rootfs} ${node.access}`;
}

interface Written {
  readonly disks: readonly MachineDisk[];
  readonly former: readonly FormerOverlay[];
}

function useDisks(id: string) {
  const [written, setWritten] = useState<Written>({ disks: [], former: [] });
  const look = useCallback(async () => {
    await editsArrived();
    setWritten(await call('machine.disks', { node: id }));
  }, [id]);
  useEffect(() => {
    look().catch(raiseThrown);
  }, [look]);
  return { ...written, look };
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

async function agreeToKeep(node: MachineNode, image: string): Promise<boolean> {
  const answer = await ask({
    title: t('Is it the same image?'),
    text: t(
      'What {{name}} wrote fits {{image}} only if that holds the very bytes that it held when they were written. With any other image its file systems are destroyed.',
      { name: node.name, image },
    ),
    confirm: t('It is the same'),
    danger: true,
  });
  return answer === 'confirm';
}

async function agreeToDelete(node: MachineNode, { base, bytes }: FormerOverlay): Promise<boolean> {
  const answer = await ask({
    title: t('Delete what {{name}} wrote?', { name: node.name }),
    text: t('{{value}}, written on {{image}}, are lost for good.', {
      value: bytesText(bytes),
      image: base ?? t('an image that nobody knows'),
    }),
    confirm: t('Delete'),
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

/** What was written on images that no disk names: moved ones that were not recognised, and exchanged ones. */
function FormerOverlays({
  former,
  held,
  target,
  keep,
  forget,
}: {
  former: readonly FormerOverlay[];
  held: boolean;
  /** The image of a disk that has no overlay. */
  target: string | null;
  keep(from: FormerOverlay): void;
  forget(from: FormerOverlay): void;
}) {
  if (former.length === 0) return null;
  return (
    <>
      <p className="field-help">{t('Written on images that no disk names now:')}</p>
      <ul className="snapshots">
        {former.map((from) => {
          const { name, bytes } = from;
          const base = from.base ?? name;
          return (
            <li key={name} className="snapshot-row former-row">
              <span className="snapshot-text" title={base}>
                <strong>{fileName(base)}</strong>
                <small>{t('{{value}} written by this machine', { value: bytesText(bytes) })}</small>
              </span>
              {target !== null && (
                <Button
                  aria-label={t('Use what was written on {{name}} for {{name2}}', {
                    name: base,
                    name2: target,
                  })}
                  disabled={held}
                  onClick={() => keep(from)}
                >
                  {t('Use for {{name}}', { name: fileName(target) })}
                </Button>
              )}
              <Button
                aria-label={t('Delete what was written on {{name}}', { name: base })}
                disabled={held}
                onClick={() => forget(from)}
              >
                <Trash2 />
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Looks anew when the machine starts or stops, and when it gets other images. */
export function MachineDisks({ node }: { node: MachineNode }) {
  const { state } = useNodeStatus(node.id);
  return <Overlays key={`${state} ${writtenTo(node)}`} node={node} alive={isAlive(state)} />;
}

function Overlays({ node, alive }: { node: MachineNode; alive: boolean }) {
  const { disks, former, look } = useDisks(node.id);
  const [busy, setBusy] = useState(false);
  const overlays = disks.flatMap((disk, index) =>
    disk.overlay === null ? [] : [{ ...disk, overlay: disk.overlay, index }],
  );
  if (overlays.length === 0 && former.length === 0) return null;
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
  const keep = async (disk: number, from: FormerOverlay | null) => {
    const image = disks[disk]?.image ?? '';
    if (!(await agreeToKeep(node, image))) return;
    const wanted = { node: node.id, disk, ...(from === null ? {} : { former: from.name }) };
    const run = () => call('machine.keepOverlay', wanted);
    await work(run, t('{{name}} goes on with what it wrote.', { name: node.name }));
  };
  const forget = async (from: FormerOverlay) => {
    if (!(await agreeToDelete(node, from))) return;
    const run = () => call('machine.deleteOverlay', { node: node.id, former: from.name });
    await work(run, t('What {{name}} wrote there is deleted.', { name: node.name }));
  };
  const held = alive || busy;
  const free = disks.findIndex(({ access, overlay }) => access === 'overlay' && overlay === null);
  return (
    <section className="machine-disks" aria-label={t('Overlays')}>
      <h3>{t('Overlays')}</h3>
      <ul className="snapshots">
        {overlays.map(({ image, overlay, overlayBytes, isChanged, index }) => (
          <li key={`${image} ${index}`} className="snapshot-row">
            <span className="snapshot-text" title={overlay}>
              <strong>{fileName(image)}</strong>
              <small>
                {isChanged
                  ? t('{{value}} written; the image has another time since', {
                      value: bytesText(overlayBytes),
                    })
                  : t('{{value}} written by this machine', { value: bytesText(overlayBytes) })}
              </small>
            </span>
            {isChanged && (
              <Button
                aria-label={t('{{name}} is the same image', { name: fileName(image) })}
                disabled={held}
                onClick={() => void keep(index, null)}
              >
                {t('Same image')}
              </Button>
            )}
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
      {overlays.length > 0 && (
        <div className="button-row">
          <Button disabled={held} onClick={() => void wipe()}>
            <Eraser /> {t('Wipe')}
          </Button>
        </div>
      )}
      <FormerOverlays
        former={former}
        held={held}
        target={disks[free]?.image ?? null}
        keep={(from) => void keep(free, from)}
        forget={(from) => void forget(from)}
      />
      {alive && (
        <p className="field-help">
          {t('Stop the machine to wipe what it wrote, or to commit it.')}
        </p>
      )}
    </section>
  );
}
