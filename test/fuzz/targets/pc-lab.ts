/** Built-in PCs that are told what comes to them by an input: frames, keys and time. */
import { Pc } from '../../../electron/engine/pc/pc';
import { arpFrame } from '../../../electron/engine/pc/wire/arp';
import { writeEthernet } from '../../../electron/engine/pc/wire/ethernet';
import { icmpEcho, icmpError } from '../../../electron/engine/pc/wire/icmp';
import { writeIpv4, writeIpv4Checksum } from '../../../electron/engine/pc/wire/ipv4';
import { udpMessage } from '../../../electron/engine/pc/wire/udp';
import { promise } from '../target';

const OWN_MAC = 0x0200_0000_0100;
const PEER_MAC = 0x0200_0000_0200;
const ENDS = { source: 0x0a000002, destination: 0x0a000001 };
const LEAST_FRAME = 14;
const LONGEST_FRAME = 1514;
const HEADERS = 34;

/** A PC whose clock is set by hand and whose output is counted. */
export class WatchedPc {
  now = 0;
  sent = 0;
  printed = 0;
  readonly pc: Pc;
  #chance = 0;
  #asked = 0;

  constructor(setup: readonly string[]) {
    this.pc = new Pc(
      { hostname: 'pc', macs: ['02:00:00:00:01:00', '02:00:00:00:01:01'], setup },
      {
        now: () => this.now,
        // A turn ends now and then in the midst of work, which tick() then goes on with.
        hasTime: () => ++this.#asked % 7 !== 0,
        random: () => (this.#chance = (this.#chance * 0.7 + 0.3137) % 1),
        print: (text) => {
          this.printed += text.length;
        },
        transmit: (card, bytes, start, length) => this.#sent(card, bytes, start, length),
      },
    );
    this.pc.start();
  }

  /** Lets time pass, and whatever is due then happen. */
  wait(ms: number): void {
    this.now += ms;
    this.pc.tick();
    const next = this.pc.nextDeadline();
    promise(!Number.isNaN(next), 'the next deadline is none');
  }

  #sent(card: number, bytes: Uint8Array, start: number, length: number): void {
    this.sent++;
    promise(card === 0 || card === 1, 'a frame leaves by no card');
    promise(length >= LEAST_FRAME && length <= LONGEST_FRAME, `a frame of ${length} bytes is sent`);
    promise(start + length <= bytes.length, 'a frame is sent beyond its bytes');
  }
}

function packet(protocol: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEADERS + payload.length);
  writeEthernet(frame, OWN_MAC, PEER_MAC, 0x0800);
  const totalBytes = 20 + payload.length;
  writeIpv4(frame, LEAST_FRAME, { totalBytes, identifier: 1, ttl: 2, protocol, ...ENDS });
  frame.set(payload, HEADERS);
  return frame;
}

/** Frames as peers send them; inputs name one and change it. */
export const knownFrames: readonly Uint8Array[] = [
  packet(1, icmpEcho(8, 1, 1, new Uint8Array(56))),
  packet(1, icmpEcho(0, 1, 1, new Uint8Array(56))),
  packet(1, icmpError(3, 3, packet(17, new Uint8Array(8)).subarray(LEAST_FRAME))),
  packet(
    1,
    icmpError(11, 0, packet(1, icmpEcho(8, 1, 1, new Uint8Array(8))).subarray(LEAST_FRAME)),
  ),
  packet(17, udpMessage({ ...ENDS, sourcePort: 9, destinationPort: 5000 }, new Uint8Array(20))),
  packet(6, new Uint8Array(20)),
  arpFrame({
    operation: 1,
    senderMac: PEER_MAC,
    senderAddress: ENDS.source,
    targetMac: 0,
    targetAddress: ENDS.destination,
  }),
  arpFrame({
    operation: 2,
    senderMac: PEER_MAC,
    senderAddress: ENDS.source,
    targetMac: OWN_MAC,
    targetAddress: ENDS.destination,
  }),
];

/** Makes the checksum of a packet's header right, so that it is looked at further. */
export function withChecksum(frame: Uint8Array): Uint8Array {
  const header = ((frame[LEAST_FRAME] ?? 0) & 15) * 4;
  const isWhole = frame.length >= HEADERS && LEAST_FRAME + header <= frame.length && header >= 20;
  if (isWhole) writeIpv4Checksum(frame, LEAST_FRAME);
  return frame;
}
