/** What a command is called just now: some say what they would do. Pure. */
import { type CommandId, commands } from '../../shared/commands';
import type { OverviewMode } from '../canvas/overview-mode';
import { t } from '../ui/translate';
import type { CommandState } from './use-enabled';

/** What else labels depend on. */
export interface LabelState extends CommandState {
  overview: OverviewMode;
}

function cableLabel({ document, ids }: Pick<LabelState, 'document' | 'ids' | 'lab'>): string {
  const cables = [...ids].flatMap((id) => document.cables[id] ?? []);
  if (cables.length === 0) return t(commands['edit.switchCable'].label);
  const off = cables.every(({ up }) => !up);
  if (cables.length === 1) return off ? t('Switch cable on') : t('Switch cable off');
  return off ? t('Switch cables on') : t('Switch cables off');
}

function pauseLabel({ ids, lab }: Pick<LabelState, 'document' | 'ids' | 'lab'>): string {
  const able = [...ids].map((id) => lab.nodes[id]?.facts).filter((facts) => facts !== undefined);
  const pausable = able.filter(({ controls }) => controls.includes('pause'));
  if (pausable.length === 0) return t(commands['lab.pauseSelection'].label);
  return pausable.every(({ paused }) => paused) ? t('Resume') : t('Pause');
}

/** The label of a command in this state: "Undo Move 3 nodes". */
export function commandLabel(id: CommandId, state: Omit<LabelState, 'dock'>): string {
  const label = t(commands[id].label);
  switch (id) {
    case 'edit.undo':
      return [label, state.history.past.at(-1)?.label ?? ''].join(' ').trim();
    case 'edit.redo':
      return [label, state.history.future.at(-1)?.label ?? ''].join(' ').trim();
    case 'edit.switchCable':
      return cableLabel(state);
    case 'lab.pauseSelection':
      return pauseLabel(state);
    case 'view.overview':
      return t('Overview: {{mode}}', { mode: t(state.overview) });
    default:
      return label;
  }
}
