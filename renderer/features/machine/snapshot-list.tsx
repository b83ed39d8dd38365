/** The snapshots of a running machine: save one, go back to one, delete one. */

import { Camera, History, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DeviceNode } from '../../../shared/document/topology';
import type { Snapshot } from '../../../shared/lab/machine-control';
import { bytesText } from '../../../shared/text/quantities';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { Button, IconButton } from '../../ui/button';
import { ask } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';

type SnapshotCall = 'machine.saveSnapshot' | 'machine.restoreSnapshot' | 'machine.deleteSnapshot';

function useSnapshots(node: string) {
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let isGone = false;
    call('machine.snapshots', { node }).then((result) => {
      if (!isGone) setSnapshots(result.snapshots);
    }, raiseThrown);
    return () => {
      isGone = true;
    };
  }, [node]);
  const run = async (what: SnapshotCall, name: string) => {
    setBusy(true);
    try {
      setSnapshots((await call(what, { node, name })).snapshots);
    } catch (error) {
      raiseThrown(error);
    } finally {
      setBusy(false);
    }
  };
  return { snapshots, busy, run };
}

async function agree(title: string, text: string, confirm: string): Promise<boolean> {
  return (await ask({ title, text, confirm, danger: true })) === 'confirm';
}

/** The first of "snapshot 1", "snapshot 2", ... that is free. */
function freeSnapshotName(snapshots: readonly Snapshot[]): string {
  const taken = new Set(snapshots.map(({ name }) => name));
  let number = 1;
  while (taken.has(`snapshot ${number}`)) number++;
  return `snapshot ${number}`;
}

function SnapshotRow({
  snapshot,
  busy,
  run,
}: {
  snapshot: Snapshot;
  busy: boolean;
  run: (what: SnapshotCall, name: string) => Promise<void>;
}) {
  const { name, savedAt, bytes } = snapshot;
  const restore = async () => {
    const text = t('What happened in the machine since then is lost, on its disks as well.');
    if (await agree(t('Go back to “{{name}}”?', { name }), text, t('Go back'))) {
      await run('machine.restoreSnapshot', name);
    }
  };
  const remove = async () => {
    if (
      await agree(
        t('Delete the snapshot “{{name}}”?', { name }),
        t('It cannot be had back.'),
        t('Delete'),
      )
    ) {
      await run('machine.deleteSnapshot', name);
    }
  };
  return (
    <li className="snapshot-row">
      <span className="snapshot-text">
        <strong>{name}</strong>
        <small>
          {new Date(savedAt).toLocaleString()}, {bytesText(bytes)}
        </small>
      </span>
      <IconButton
        name={t('Go back to {{name}}', { name })}
        disabled={busy}
        onClick={() => void restore()}
      >
        <History />
      </IconButton>
      <IconButton
        name={t('Delete {{name}}', { name })}
        disabled={busy}
        onClick={() => void remove()}
      >
        <Trash2 />
      </IconButton>
    </li>
  );
}

export function SnapshotList({ node }: { node: DeviceNode }) {
  const { snapshots, busy, run } = useSnapshots(node.id);
  const [typed, setTyped] = useState('');
  const name = typed.trim() === '' ? freeSnapshotName(snapshots) : typed.trim();
  const save = async () => {
    await run('machine.saveSnapshot', name);
    setTyped('');
  };
  return (
    <section aria-label={t('Snapshots')}>
      <h3>{t('Snapshots')}</h3>
      {snapshots.length > 0 && (
        <ul className="snapshots">
          {snapshots.map((snapshot) => (
            <SnapshotRow key={snapshot.name} snapshot={snapshot} busy={busy} run={run} />
          ))}
        </ul>
      )}
      <div className="snapshot-new">
        <input
          className="input"
          aria-label={t('Name of the snapshot')}
          placeholder={freeSnapshotName(snapshots)}
          value={typed}
          maxLength={63}
          spellCheck={false}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button disabled={busy} onClick={() => void save()}>
          <Camera /> {busy ? t('Working…') : t('Save')}
        </Button>
      </div>
    </section>
  );
}
