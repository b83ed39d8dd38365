/** Addresses that nodes of the drawing have, or give themselves when they start, and what is wrong with them. */

import type { DeviceNode } from '../../../shared/document/topology';
import type { Finding } from '../../../shared/failure/finding';
import type { Remedy } from '../../../shared/failure/remedy';
import {
  formatIp,
  hostAddressFault,
  type IpPrefix,
  parseIpPrefix,
} from '../../../shared/net/ip-address';
import type { startupFailure } from '../../../shared/rules/startup-failure';

export interface DrawnAddress {
  readonly node: DeviceNode;
  /** The card, or the one port of a way out. */
  readonly port: number;
  readonly prefix: IpPrefix;
  /** Whether the bits of the network are left out, so that it is alone on its network. */
  readonly isBare?: boolean;
  /** Field of the node in which it stands. */
  readonly field: string;
  /** What the field would be with another address in its place; null where that cannot be said. */
  readonly replaced: (text: string) => unknown;
}

/** The address with its network, as it is written. */
export function addressText(prefix: IpPrefix): string {
  return `${formatIp(prefix)}/${prefix.length}`;
}

/** The address in a field of a node; none where the text is no address. */
export function fieldAddress<F extends string>(
  node: DeviceNode & Readonly<Record<F, string>>,
  field: F,
): DrawnAddress[] {
  const text = node[field];
  const prefix = parseIpPrefix(text);
  const replaced = (other: string) => (text.includes('/') ? other : other.split('/')[0]!);
  return prefix === null ? [] : [{ node, port: 0, prefix, field, replaced }];
}

/** What is wrong with an address by itself. */
export function faultOf({ node, prefix, field }: DrawnAddress): Finding[] {
  const fault = hostAddressFault(prefix);
  if (fault === null) return [];
  return [
    {
      severity: 'warning',
      record: node.id,
      field,
      message: `${addressText(prefix)} of ${node.name} ${fault}.`,
      next: 'Give it one between the first and the last address of the network.',
    },
  ];
}

/** A command of a node that will fail at its start. */
export function startupFinding(
  { message, next, record = '', field }: ReturnType<typeof startupFailure>,
  remedy: Remedy | null,
): Finding {
  return { severity: 'warning', record, field, message, next, ...(remedy && { remedy }) };
}
