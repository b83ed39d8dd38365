/** IPv4 and IPv6 addresses with the bits of their networks, as `ip addr` takes them. Pure. */

export interface IpPrefix {
  readonly version: 4 | 6;
  readonly address: bigint;
  /** Bits of the network. */
  readonly length: number;
}

const BITS = { 4: 32, 6: 128 } as const;
const GROUPS = 8;

/** Four decimal numbers up to 255, without leading zeros, which some programs take for octal. */
export function parseIpv4(text: string): bigint | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return null;
  const octets = text.split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return null;
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

/** RFC 4291: eight groups, a run of zeros left out once, the last two perhaps as an IPv4 address. */
export function parseIpv6(text: string): bigint | null {
  const tail = /^(.*:)([^:]*\..*)$/.exec(text);
  const inside = tail === null ? null : parseIpv4(tail[2]!);
  if (tail !== null && inside === null) return null;
  const written =
    inside === null
      ? text
      : `${tail![1]}${(inside >> 16n).toString(16)}:${(inside & 0xffffn).toString(16)}`;
  const halves = written.split('::');
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...head, ...rest];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const isShort = halves.length === 2;
  if (isShort ? groups.length >= GROUPS : groups.length !== GROUPS) return null;
  const zeros = Array.from({ length: GROUPS - groups.length }, () => '0');
  return [...head, ...zeros, ...rest].reduce(
    (sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)),
    0n,
  );
}

/** An address with or without the bits of its network; without, it is a network of its own. */
export function parseIpPrefix(text: string): IpPrefix | null {
  const [head = '', length, ...more] = text.split('/');
  const version = head.includes(':') ? 6 : 4;
  const address = version === 4 ? parseIpv4(head) : parseIpv6(head);
  if (address === null || more.length > 0) return null;
  if (length === undefined) return { version, address, length: BITS[version] };
  if (!/^\d{1,3}$/.test(length) || Number(length) > BITS[version]) return null;
  return { version, address, length: Number(length) };
}

function hostBits({ version, length }: IpPrefix): bigint {
  return (1n << BigInt(BITS[version] - length)) - 1n;
}

/** Whether the text is an IPv4 or IPv6 address with its prefix length, like 10.0.0.254/24. */
export function isCidr(text: string): boolean {
  return text.includes('/') && parseIpPrefix(text) !== null;
}

/** Whether an address is in the network of a prefix. */
export function isInNetwork(
  prefix: IpPrefix,
  other: Pick<IpPrefix, 'version' | 'address'>,
): boolean {
  const mask = hostBits(prefix);
  return prefix.version === other.version && (prefix.address | mask) === (other.address | mask);
}

export function formatIp({ version, address }: Pick<IpPrefix, 'version' | 'address'>): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    ((address >> BigInt(16 * (GROUPS - 1 - index))) & 0xffffn).toString(16),
  );
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}

/** What is wrong with an address for a machine, as the end of a sentence that begins with it; null for nothing. */
export function hostAddressFault(prefix: IpPrefix): string | null {
  const { version, address, length } = prefix;
  if (version === 6) {
    if (address === 0n || address === 1n) return 'is no address of one machine';
    return address >> 120n === 0xffn ? 'is a multicast address' : null;
  }
  const first = Number(address >> 24n);
  if (first === 0) return 'is no address of a machine';
  if (first === 127) return 'is the machine itself, on no network';
  if (first >= 240) return 'is reserved';
  if (first >= 224) return 'is a multicast address';
  if (length > 30) return null;
  const mask = hostBits(prefix);
  if ((address & mask) === 0n) return 'is the address of the network, not of a machine';
  return (address & mask) === mask ? 'is the broadcast address of its network' : null;
}

/** Most addresses of a network that are tried. */
const MOST_TRIED = 1024;

/** The lowest address of an IPv4 network that nobody has, above the one that is asked about if there is one. */
export function freeAddress(prefix: IpPrefix, taken: ReadonlySet<string>): IpPrefix | null {
  if (prefix.version !== 4 || prefix.length > 30) return null;
  const mask = hostBits(prefix);
  const network = prefix.address & ~mask;
  const own = prefix.address & mask;
  const last = mask - 1n;
  for (let tried = 1n; tried <= BigInt(MOST_TRIED) && tried <= mask; tried++) {
    const host = (own + tried) % (mask + 1n);
    if (host === 0n || host > last) continue;
    const free = { ...prefix, address: network | host };
    if (hostAddressFault(free) === null && !taken.has(formatIp(free))) return free;
  }
  return null;
}
