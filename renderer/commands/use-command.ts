/** A command as it is shown: its label of the moment and whether it can be given. */
import type { CommandId } from '../../shared/commands';
import { useOverviewMode } from '../canvas/overview-mode';
import { useDocument } from '../document/document-store';
import { useSelection } from '../document/selection';
import { useLab } from '../session/lab-store';
import { commandLabel, type LabelState } from './command-labels';
import { commandState } from './use-enabled';

/** What labels depend on as it is now, outside of rendering. */
export function labelState(): LabelState {
  return { ...commandState(), overview: useOverviewMode.getState().mode };
}

/** The label of a command, which follows what it depends on. */
export function useCommandLabel(id: CommandId): string {
  const document = useDocument((state) => state.document);
  const history = useDocument((state) => state.history);
  const ids = useSelection((state) => state.ids);
  const overview = useOverviewMode(({ mode }) => mode);
  return useLab((lab) => commandLabel(id, { document, history, ids, lab, overview }));
}
