/** What the button that starts and stops a node does at the moment. */

import type { DeviceNode } from '../../shared/document/topology';
import { isAlive } from '../../shared/lab/machine-state';
import { editsArrived } from '../document/store/document-store';
import { useSettledPress } from '../ui/use-settled';
import { startNodes, stopNodes, stopNodesNow } from './lab-actions';
import { useNodeStatus } from './lab-store';
import { useStopsLong } from './use-patience';

const actions = { start: startNodes, stop: stopNodes, stopNow: stopNodesNow };

export type RunMeaning = keyof typeof actions;

/** The machine may end just when somebody presses: that must not start it again. */
export function useRunPress({ id }: DeviceNode) {
  const { state } = useNodeStatus(id);
  const stopsLong = useStopsLong(state);
  const meaning: RunMeaning = stopsLong ? 'stopNow' : isAlive(state) ? 'stop' : 'start';
  const press = async () => {
    await editsArrived();
    await actions[meaning]([id]);
  };
  const button = useSettledPress(meaning, () => void press());
  return { meaning, button: { ...button, disabled: state === 'stopping' && !stopsLong } };
}
