/**
 * The IPv4 address that a frame announces: ARP tells it with every question and answer (RFC 826), and
 * one comparison rules out all other frames, so that this may stand in the forwarding path.
 */
const TYPE = 12;
const SOURCE_MAC = 6;
const HARDWARE = 14;
const PROTOCOL = 16;
const SENDER_MAC = 22;
const SENDER_ADDRESS = 28;
const ARP_FRAME_BYTES = 42;
const MAC_BYTES = 6;

/** @returns the sender's address as a number; 0 for other frames, and for a probe of a free address */
export function announcedAddress(bytes: Uint8Array, start: number, length: number): number {
  if (bytes[start + TYPE] !== 0x08 || bytes[start + TYPE + 1] !== 0x06) return 0;
  if (length < ARP_FRAME_BYTES || !isEthernetIpv4(bytes, start)) return 0;
  for (let index = 0; index < MAC_BYTES; index++) {
    // A switch in between, or one that answers for others, is not who it speaks of.
    if (bytes[start + SOURCE_MAC + index] !== bytes[start + SENDER_MAC + index]) return 0;
  }
  const at = start + SENDER_ADDRESS;
  return (
    bytes[at]! * 0x1000000 + bytes[at + 1]! * 0x10000 + bytes[at + 2]! * 0x100 + bytes[at + 3]!
  );
}

function isEthernetIpv4(bytes: Uint8Array, start: number): boolean {
  const is16 = (at: number, value: number) =>
    bytes[start + at]! * 0x100 + bytes[start + at + 1]! === value;
  return is16(HARDWARE, 1) && is16(PROTOCOL, 0x0800);
}
