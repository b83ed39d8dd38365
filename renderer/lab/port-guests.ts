/** Who has ports of running switches that the drawing shows as free: clients from outside, above all. */
import type { CableEnd } from '../../shared/document/topology';
import { nodeStatus, useLab } from './lab-store';

/** Who has the port of a running switch; null for nobody, as far as the service has told. */
export function guestOn({ node, port }: CableEnd): string | null {
  return nodeStatus(node).guests.find((guest) => guest.port === port)?.who ?? null;
}

/** The same for a component, which is drawn again when it changes. */
export function useGuestOn({ node, port }: CableEnd): string | null {
  return useLab(
    ({ nodes }) => nodes[node]?.guests.find((guest) => guest.port === port)?.who ?? null,
  );
}
