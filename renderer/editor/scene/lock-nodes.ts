/** Locking and unlocking, and saying so where a lock keeps something from being done. */

import { lockNodes, partByLock } from '../../document/records/locks';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { raiseWithAction } from '../../ui/notices';

/** Locks or unlocks nodes as one step. */
export function setLocked(ids: readonly string[], locked: boolean): void {
  const { nodes } = currentDocument();
  const count = ids.filter((id) => nodes[id] !== undefined).length;
  const one = locked ? t('Lock') : t('Unlock');
  const many = locked
    ? t('Lock {{count}} nodes', { count })
    : t('Unlock {{count}} nodes', { count });
  edit(count === 1 ? one : many, lockNodes(currentDocument(), ids, locked));
}

/** Those that may be changed; of the locked ones a message tells, with a way to unlock them. */
export function withoutLocked(ids: Iterable<string>): string[] {
  const { free, locked } = partByLock(currentDocument(), ids);
  if (locked.length > 0) {
    const count = locked.length;
    raiseWithAction(
      count === 1
        ? t('This is locked, so it stays.')
        : t('{{count}} of them are locked, so they stay.', { count }),
      '',
      { label: t('Unlock'), act: () => setLocked(locked, false) },
    );
  }
  return free;
}
