/** What a command is called just now: some say what they would do. Pure. */
import { type CommandId, commands } from '../../shared/contract/commands';
import { partByLock } from '../document/records/locks';
import { allCollapsed, groupsAround } from '../document/records/membership';
import type { OverviewMode } from '../editor/viewport/overview-mode';
import { t } from '../i18n/translate';
import type { CommandState } from './use-enabled';

/** What else labels depend on. */
export interface LabelState extends CommandState {
  overview: OverviewMode;
  /** Whether ports are labelled. */
  portLabels: boolean;
  /** Whether the palette has words beside its symbols. */
  palette: boolean;
  /** Whether the inspector is to be seen. */
  inspector: boolean;
}

type Selected = Pick<LabelState, 'document' | 'ids'>;

function cableLabel({ document, ids }: Selected): string {
  const cables = [...ids].flatMap((id) => document.cables[id] ?? []);
  if (cables.length === 0) return t(commands['edit.switchCable'].label);
  const off = cables.every(({ up }) => !up);
  if (cables.length === 1) return off ? t('Link up') : t('Link down');
  return off ? t('Links up') : t('Links down');
}

function pauseLabel({ ids, lab }: Pick<LabelState, 'ids' | 'lab'>): string {
  const able = [...ids].map((id) => lab.nodes[id]?.facts).filter((facts) => facts !== undefined);
  const pausable = able.filter(({ controls }) => controls.includes('pause'));
  if (pausable.length === 0) return t(commands['lab.pauseSelection'].label);
  return pausable.every(({ paused }) => paused) ? t('Resume') : t('Pause');
}

function lockLabel({ document, ids }: Selected): string {
  const { free, locked } = partByLock(
    document,
    [...ids].filter((id) => document.nodes[id] !== undefined),
  );
  if (free.length + locked.length === 0) return t(commands['edit.lock'].label);
  return free.length > 0 ? t('Lock') : t('Unlock');
}

function collapseLabel({ document: { nodes }, ids }: Selected): string {
  const groups = groupsAround(nodes, ids);
  if (groups.length === 0) return t(commands['edit.collapse'].label);
  const one = groups.length === 1;
  if (allCollapsed(nodes, groups)) return one ? t('Expand group') : t('Expand groups');
  return one ? t('Collapse group') : t('Collapse groups');
}

/** The label of a command in this state: "Undo Move 3 nodes". */
export function commandLabel(id: CommandId, state: LabelState): string {
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
    case 'edit.lock':
      return lockLabel(state);
    case 'edit.collapse':
      return collapseLabel(state);
    case 'view.portLabels':
      return state.portLabels ? t('Hide port labels') : t('Show port labels');
    case 'view.palette':
      return state.palette ? t('Collapse palette') : t('Expand palette');
    case 'view.inspector':
      return state.inspector ? t('Hide inspector') : t('Show inspector');
    case 'view.dock':
      return state.dock.open ? t('Hide consoles') : t('Show consoles');
    case 'view.overview':
      return t('Overview: {{mode}}', { mode: t(state.overview) });
    default:
      return label;
  }
}
