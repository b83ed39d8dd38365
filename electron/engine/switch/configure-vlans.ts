/** Brings the VLANs of a switch's ports to what a drawing says, by the same moves as by command. */
import type { PortVlans } from '../../../shared/kinds/switch';
import type { Membership } from './membership';
import { NO_VLAN } from './vlan';

const defaults: PortVlans = { untagged: 0, tagged: [] };

/** VLANs by port number; ports that are not listed are as a new switch has them. */
export type DrawnVlans = Readonly<Record<string, PortVlans>>;

function numbersIn(vlans: DrawnVlans): number[] {
  const all = Object.values(vlans).flatMap(({ untagged, tagged }) => [
    untagged ?? NO_VLAN,
    ...(tagged === 'all' ? [] : tagged),
  ]);
  return [...new Set(all)].filter((number) => number !== NO_VLAN && number !== 0);
}

function configurePort(membership: Membership, number: number, drawn: PortVlans): void {
  membership.createPort(number);
  const port = membership.port(number)!;
  const untagged = drawn.untagged ?? NO_VLAN;
  if ((port.untagged?.number ?? NO_VLAN) !== untagged) membership.setUntagged(number, untagged);
  if (drawn.tagged === 'all') membership.carryAll(number);
  else membership.setTagged(number, new Set(drawn.tagged));
}

/**
 * Changes exactly what differs, so that everything else goes on undisturbed. VLANs that the drawing no
 * longer names are removed when nobody is left in them. It yields after each port, of which all VLANs
 * may differ.
 *
 * @param before what was drawn before; ports that are only listed there go back to the default
 */
export function* configureVlans(
  membership: Membership,
  before: DrawnVlans,
  drawn: DrawnVlans,
): Generator<void, void> {
  for (const number of numbersIn(drawn)) membership.createVlan(number);
  for (const key of new Set([...Object.keys(before), ...Object.keys(drawn)])) {
    const number = Number(key);
    if (membership.port(number) === undefined) continue;
    configurePort(membership, number, drawn[key] ?? defaults);
    yield;
  }
  const wanted = new Set(numbersIn(drawn));
  for (const number of numbersIn(before)) if (!wanted.has(number)) membership.removeVlan(number);
}
