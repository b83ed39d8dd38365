/** Which ports of a running switch are not free for a new cable, beside those with a cable, and why. */
import type { PortGuest } from '../../../shared/contract/service';
import type { Membership } from '../../engine/switch/membership';
import { ANYBODY, type SwitchPort } from '../../engine/switch/switch-port';

/** What a client is called that says nothing of itself. */
const NAMELESS = 'a client from outside';

/**
 * Clients from outside, also beside a cable; ports that the console made for whoever asks for them by
 * number, keeps for somebody, or took away.
 *
 * @param drawn the number of ports that the drawing has
 */
export function guestsOf(membership: Membership, drawn: number): PortGuest[] {
  const guests = membership.ports.flatMap((port): PortGuest[] => {
    const who = port.number === 0 ? null : guestOn(port);
    return who === null ? [] : [{ port: port.number, who }];
  });
  for (let port = membership.portCount + 1; port <= drawn; port++) {
    guests.push({ port, who: 'taken away by port/setnumports' });
  }
  return guests;
}

function guestOn({ endpoints, allocatable, user, group }: SwitchPort): string | null {
  const clients = endpoints.filter(({ module }) => module !== 'cable');
  if (clients.length > 0) {
    return clients.map(({ description }) => description.trim() || NAMELESS).join(', ');
  }
  if (endpoints.length > 0) return null;
  if (!allocatable) return 'made by port/create in its console';
  return user === ANYBODY && group === ANYBODY ? null : 'kept for somebody by its console';
}
