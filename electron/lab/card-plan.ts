/** Which cards are plugged in or taken out while a machine runs, because its drawing was changed. */
import { type DeviceNode, isSwitch } from '../../shared/document/topology';

/** The node as it is after the change, and the card that makes the difference. */
export interface CardChange {
  readonly type: 'plug-card' | 'unplug-card';
  readonly node: DeviceNode;
  readonly card: number;
}

/**
 * The next change that leads from the cards that a machine has to those that are drawn: its last card is
 * taken out, or the next one put in. Null when there is none, or when the cards differ otherwise, which
 * the machine takes at its next start.
 */
export function cardChange(actual: DeviceNode, drawn: DeviceNode): CardChange | null {
  if (actual.kind !== drawn.kind || isSwitch(actual) || !('cards' in actual)) return null;
  const has = actual.cards;
  const wants = (drawn as typeof actual).cards;
  const shared = has.slice(0, wants.length).every(({ mac }, card) => mac === wants[card]?.mac);
  if (!shared || has.length === wants.length) return null;
  const type = has.length < wants.length ? 'plug-card' : 'unplug-card';
  const count = has.length + (type === 'plug-card' ? 1 : -1);
  const cards = type === 'plug-card' ? wants.slice(0, count) : has.slice(0, count);
  return {
    type,
    node: { ...actual, cards } as DeviceNode,
    card: type === 'plug-card' ? count - 1 : count,
  };
}
