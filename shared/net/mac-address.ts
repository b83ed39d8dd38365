/** Ethernet addresses as text: parsing, checking, and making new ones. */

const MAC_PATTERN = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** True for six hexadecimal octets separated by colons, with the multicast bit clear and not all zero. */
export function isUnicastMac(text: string): boolean {
  if (!MAC_PATTERN.test(text) || text === '00:00:00:00:00:00') return false;
  // The second digit has the multicast bit. Every card is asked at every edit, so no octets are made.
  return (Number.parseInt(text[1]!, 16) & 1) === 0;
}

/** The usual form of an address written as `02-1A-2B-3C-4D-5E`, `021a.2b3c.4d5e` or in it; other texts as they are. */
export function asUsualMac(text: string): string {
  const trimmed = text.trim().toLowerCase();
  const isWritten =
    /^([0-9a-f]{2}([:-]?)([0-9a-f]{2}\2){4}[0-9a-f]{2}|([0-9a-f]{4}\.){2}[0-9a-f]{4})$/;
  if (!isWritten.test(trimmed)) return trimmed;
  return trimmed.replaceAll(/[^0-9a-f]/g, '').replaceAll(/..(?!$)/g, '$&:');
}

/** The six octets of `aa:bb:cc:dd:ee:ff`; throws a RangeError on any other text. */
export function parseMac(text: string): Uint8Array {
  if (!MAC_PATTERN.test(text)) throw new RangeError(`not an Ethernet address: ${text}`);
  return Uint8Array.from(text.split(':'), (octet) => Number.parseInt(octet, 16));
}

/** `aa:bb:cc:dd:ee:ff` from six octets at `start` of `bytes`. */
function formatMac(bytes: Uint8Array, start = 0): string {
  let text = '';
  for (let index = 0; index < 6; index++) {
    if (index > 0) text += ':';
    text += bytes[start + index]!.toString(16).padStart(2, '0');
  }
  return text;
}

/**
 * A random locally administered unicast address, as `randmac -q` of vdeplug4 makes them: six random
 * octets with the local bit set and the multicast bit clear in the first.
 *
 * @param random source of numbers in [0, 1); injected so that tests can be repeated
 */
export function randomMac(random: () => number = Math.random): string {
  const octets = Uint8Array.from({ length: 6 }, () => Math.floor(random() * 256));
  octets[0] = (octets[0]! & 0xfc) | 0x02;
  return formatMac(octets);
}

/** A random address for a switch itself: `00:ff:` and four random octets, as vde_switch makes it. */
export function bridgeMac(random: () => number = Math.random): string {
  const octets = Uint8Array.from({ length: 6 }, () => Math.floor(random() * 256));
  octets.set([0x00, 0xff]);
  return formatMac(octets);
}
