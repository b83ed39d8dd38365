/** Every packet that a PC throws away is counted under its reason. */

export const dropReasons = [
  'card-down',
  'not-for-us',
  'frame-malformed',
  'type-unknown',
  'arp-malformed',
  'arp-queue-full',
  'ip-malformed',
  'ip-checksum',
  'ip-source',
  'not-forwarding',
  'ttl-expired',
  'no-route',
  'needs-fragments',
  'fragment-bad',
  'fragment-full',
  'fragment-late',
  'local-full',
  'icmp-malformed',
  'icmp-limited',
  'udp-malformed',
  'protocol-unknown',
  'port-closed',
] as const;

export type DropReason = (typeof dropReasons)[number];

export class DropCounters {
  readonly #counts = new Map<DropReason, number>(dropReasons.map((reason) => [reason, 0]));

  drop(reason: DropReason): void {
    this.#counts.set(reason, this.count(reason) + 1);
  }

  count(reason: DropReason): number {
    return this.#counts.get(reason)!;
  }
}
