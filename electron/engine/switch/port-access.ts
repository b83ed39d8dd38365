/** Who may join which port: the rules of vde_switch's port.c on users, groups and shared ports. */
import type { Membership } from './membership';
import { ANYBODY, type SwitchPort } from './switch-port';

export interface Applicant {
  readonly uid: number;
  /** Whether the applicant may use the switch's management, and so port 0. */
  readonly manages: boolean;
  belongsTo(gid: number): boolean;
}

const ROOT = 0;

function isWelcome(port: SwitchPort, { uid, belongsTo }: Applicant): boolean {
  if (port.user === ANYBODY && port.group === ANYBODY) return true;
  if (uid === ROOT || port.user === uid) return true;
  return port.group !== ANYBODY && belongsTo(port.group);
}

/**
 * The port for an applicant, or null to refuse it.
 *
 * @param wanted the number that it asks for, or null for any
 * @param usersOf the users of the clients that are on a port already: they share it with their own
 * @param isReserved keeps ports from applicants without a wish
 */
export function admittedTo(
  membership: Membership,
  wanted: number | null,
  applicant: Applicant,
  usersOf: (port: number) => readonly number[],
  isReserved: (port: number) => boolean,
): number | null {
  const number = wanted ?? membership.freePort(isReserved);
  const port = membership.port(number);
  if (port === undefined) return null;
  const isRoot = applicant.uid === ROOT;
  if (number === 0 && !isRoot && !applicant.manages) return null;
  if (!isWelcome(port, applicant)) return null;
  return isRoot || usersOf(number).every((uid) => uid === applicant.uid) ? number : null;
}
