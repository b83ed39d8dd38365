import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pc } from '../../electron/engine/pc/pc';
import { MAX_NEIGHBOURS } from '../../electron/engine/pc/stack/arp';
import { DropCounters, dropReasons } from '../../electron/engine/pc/stack/drop-counters';
import { Host } from '../../electron/engine/pc/stack/host';
import { MAX_DATAGRAMS, Reassembly } from '../../electron/engine/pc/stack/reassembly';
import { Timers } from '../../electron/engine/pc/stack/timers';
import { arpFrame } from '../../electron/engine/pc/wire/arp';
import { writeEthernet } from '../../electron/engine/pc/wire/ethernet';
import { icmpEcho, icmpError } from '../../electron/engine/pc/wire/icmp';
import { writeFragment, writeIpv4, writeIpv4Checksum } from '../../electron/engine/pc/wire/ipv4';
import { udpMessage } from '../../electron/engine/pc/wire/udp';

const MAC = '02:00:00:00:01:00';
const OWN_MAC = 0x0200_0000_0100;
const ends = { source: 0x0a000002, destination: 0x0a000001 };

function packet(protocol: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(34 + payload.length);
  writeEthernet(frame, OWN_MAC, 0x0200_0000_0200, 0x0800);
  writeIpv4(frame, 14, {
    totalBytes: 20 + payload.length,
    identifier: 1,
    ttl: 2,
    protocol,
    ...ends,
  });
  frame.set(payload, 34);
  return frame;
}

const echo = icmpEcho(8, 1, 1, new Uint8Array(56));
const seeds: readonly Uint8Array[] = [
  packet(1, echo),
  packet(1, icmpError(3, 3, packet(17, new Uint8Array(8)).subarray(14))),
  packet(17, udpMessage({ ...ends, sourcePort: 9, destinationPort: 5000 }, new Uint8Array(20))),
  packet(6, new Uint8Array(20)),
  arpFrame({
    operation: 1,
    senderMac: 0x0200_0000_0200,
    senderAddress: ends.source,
    targetMac: 0,
    targetAddress: ends.destination,
  }),
];

/** A valid frame with some octets changed, cut or lengthened; the header's checksum mended or not. */
const mutated = fc
  .record({
    seed: fc.constantFrom(...seeds),
    changes: fc.array(fc.tuple(fc.nat(100), fc.nat(255)), { maxLength: 6 }),
    length: fc.nat(120),
    cut: fc.boolean(),
    next: fc.boolean(),
  })
  .map(({ seed, changes, length, cut, next }) => {
    const frame = new Uint8Array(cut ? length : seed.length);
    frame.set(seed.subarray(0, frame.length));
    for (const [at, value] of changes) if (at < frame.length) frame[at] = value;
    const header = ((frame[14] ?? 0) & 15) * 4;
    if (next && frame.length >= 34 && 14 + header <= frame.length) writeIpv4Checksum(frame, 14);
    return frame;
  });

test('no sequence of frames throws, hangs or makes more than a few answers each', () => {
  const frames = fc.array(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), { maxLength: 60 });
  fc.assert(
    fc.property(frames, (list) => {
      let now = 0;
      let sent = 0;
      const pc = new Pc(
        {
          hostname: 'pc',
          macs: [MAC],
          setup: ['ip a add 10.0.0.1/24 dev eth0', 'sysctl net.ipv4.ip_forward=1', 'nc -ul 5000'],
        },
        {
          now: () => now,
          hasTime: () => true,
          random: () => 0.5,
          print: () => {},
          transmit: (_card, bytes, start, length) => {
            sent++;
            expect(length).toBeGreaterThanOrEqual(14);
            expect(length).toBeLessThanOrEqual(1514);
            expect(start + length).toBeLessThanOrEqual(bytes.length);
          },
        },
      );
      pc.start();
      for (const frame of list) {
        pc.receive(0, frame, 0, frame.length);
        now += 300;
        pc.tick();
      }
      expect(sent).toBeLessThan(10 + 6 * list.length);
    }),
    { numRuns: 400 },
  );
});

/** ARP of any of a few machines about any of their addresses, or of nobody. */
const arpOfSome = fc
  .record({
    operation: fc.constantFrom(1, 2),
    sender: fc.nat(4),
    target: fc.nat(4),
    targetMac: fc.constantFrom(0, OWN_MAC, 0x0200_0000_0900),
    change: fc.option(fc.tuple(fc.nat(41), fc.nat(255)), { freq: 4 }),
  })
  .map(({ operation, sender, target, targetMac, change }) => {
    const frame = arpFrame({
      operation,
      senderMac: sender === 1 ? OWN_MAC : 0x0200_0000_0200 + sender,
      senderAddress: 0x0a000000 + sender,
      targetMac,
      targetAddress: 0x0a000000 + target,
    });
    if (change !== null) frame[change[0]] = change[1];
    return frame;
  });

test('what a host discards at once is what would have come to nothing', () => {
  const frames = fc.array(fc.oneof(arpOfSome, mutated), { minLength: 1, maxLength: 40 });
  let discarded = 0;
  fc.assert(
    fc.property(frames, (list) => {
      let happened = 0;
      const note = () => happened++;
      const io = {
        now: () => 0,
        random: () => 0,
        print: note,
        transmit: note,
        hasTime: () => true,
      };
      const host = new Host({ hostname: 'h', macs: [MAC], setup: [] }, io, note);
      host.cards[0]!.addresses.push({ address: ends.destination, length: 8 });
      const counts = () => dropReasons.map((reason) => host.counters.count(reason)).join();
      const state = () => JSON.stringify([happened, host.arp.list(), counts()]);
      for (const frame of list) {
        const dropped = host.counters.count('not-for-us');
        const isDiscarded = host.discards(0, frame, 0, frame.length);
        const wasCounted = host.counters.count('not-for-us') > dropped;
        const before = state();
        host.receive(0, frame, 0, frame.length);
        if (!isDiscarded) continue;
        discarded += 1;
        if (!wasCounted) expect(state()).toBe(before);
        else expect(host.counters.count('not-for-us')).toBe(dropped + 2);
      }
    }),
    { numRuns: 500 },
  );
  expect(discarded).toBeGreaterThan(1000);
});

test('a host that hears from everybody keeps a bounded table', () => {
  const io = {
    now: () => 0,
    random: () => 0,
    print: () => {},
    transmit: () => {},
    hasTime: () => true,
  };
  const host = new Host({ hostname: 'h', macs: [MAC], setup: [] }, io, () => {});
  host.cards[0]!.addresses.push({ address: ends.destination, length: 8 });
  for (let sender = 2; sender < MAX_NEIGHBOURS * 3; sender++) {
    const senderAddress = ends.destination + sender;
    const fields = { operation: 1, senderMac: 0x0200_0000_0300, targetMac: 0, senderAddress };
    const frame = arpFrame({ ...fields, targetAddress: ends.destination });
    host.receive(0, frame, 0, frame.length);
  }
  expect(host.arp.list()).toHaveLength(MAX_NEIGHBOURS);
});

test('fragments that never become whole are bounded and forgotten', () => {
  let now = 0;
  const timers = new Timers(() => now);
  const counters = new DropCounters();
  const reassembly = new Reassembly(timers, counters);
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(8100), fc.boolean(), (identifier, place, more) => {
      const frame = new Uint8Array(34 + 64);
      const fields = { totalBytes: 84, identifier, ttl: 64, protocol: 17, ...ends };
      writeIpv4(frame, 14, fields);
      writeFragment(frame, 14, 84, Math.max(place, 1) * 8, more);
      expect(reassembly.add(frame, 14)).toBeNull();
      expect(reassembly.size).toBeLessThanOrEqual(MAX_DATAGRAMS);
    }),
  );
  expect(dropReasons.reduce((sum, reason) => sum + counters.count(reason), 0)).toBeGreaterThan(0);
  now = 60_000;
  timers.runDue();
  expect(reassembly.size).toBe(0);
});
