/** What a group is doing: the states of its members, summed up. */

import { type GroupNode, isDevice } from '../../shared/document/topology';
import { isAlive, type MachineState } from '../../shared/lab/machine-state';
import { membersOf } from '../document/records/membership';
import { useDocument } from '../document/store/document-store';
import { t } from '../i18n/translate';
import { useLab } from './lab-store';

export interface GroupStatus {
  devices: number;
  running: number;
  moving: number;
  failed: number;
}

/** Counts states; pure. */
function sumStates(states: readonly MachineState[]): GroupStatus {
  const count = (wanted: (state: MachineState) => boolean) => states.filter(wanted).length;
  return {
    devices: states.length,
    running: count((state) => state === 'running'),
    moving: count((state) => state !== 'running' && isAlive(state)),
    failed: count((state) => state === 'failed'),
  };
}

/** The state whose colour the group's dot has: what needs attention first. */
export function groupState({ running, moving, failed }: GroupStatus): MachineState {
  if (failed > 0) return 'failed';
  if (moving > 0) return 'starting';
  return running > 0 ? 'running' : 'off';
}

/** `2 of 3 running, 1 failed`. */
export function groupLine({ devices, running, moving, failed }: GroupStatus): string {
  if (devices === 0) return t('Nothing that runs');
  const parts = [
    running > 0 && t('{{running}} of {{devices}} running', { running, devices }),
    moving > 0 && t('{{count}} on their way', { count: moving }),
    failed > 0 && t('{{count}} failed', { count: failed }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('Off') : parts.join(', ');
}

/** Draws anew only when a count changes, not with every message about a member. */
export function useGroupStatus({ id }: GroupNode): GroupStatus {
  const members = useDocument(({ document }) => membersOf(document.nodes, id));
  const states = useLab(({ nodes }) =>
    members
      .filter(isDevice)
      .map((member) => nodes[member.id]?.state ?? 'off')
      .join(' '),
  );
  return sumStates(states === '' ? [] : (states.split(' ') as MachineState[]));
}
