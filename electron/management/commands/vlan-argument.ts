/** The optional VLAN of the commands that print something for one VLAN or for all. */
import { MAX_VLAN } from '../../../shared/vde/vde-limits';
import type { Vlan } from '../../engine/switch/vlan';
import type { Answer, CommandContext } from '../command';
import { leadingNumber } from '../numbers';

/**
 * Acts on each VLAN in a part of its own.
 *
 * @param lowest the lowest number that may be named; vde_switch lets some commands name no 0
 */
export function* eachVlan(
  argument: string,
  lowest: number,
  { switch: { membership } }: CommandContext,
  act: (vlan: Vlan) => void,
): Answer {
  if (argument === '') {
    for (const vlan of membership.vlans.all()) {
      act(vlan);
      yield;
    }
    return null;
  }
  const number = leadingNumber(argument);
  if (number < lowest || number > MAX_VLAN) return 'EINVAL';
  const vlan = membership.vlans.get(number);
  if (vlan === undefined) return 'ENXIO';
  act(vlan);
  return null;
}
