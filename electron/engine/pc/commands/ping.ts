/** ping: echo requests and statistics, in the words of iputils. */

import { type Command, CommandError, type Job, type Session } from '../shell/command';
import type { EchoReply, IcmpError } from '../stack/icmp';
import { formatAddress } from '../stack/ipv4-address';
import type { Timer } from '../stack/timers';
import { ICMP_ECHO_REQUEST, ICMP_HEADER_BYTES, icmpEcho } from '../wire/icmp';
import { IPV4_HEADER_BYTES, PROTOCOL_ICMP } from '../wire/ipv4';
import { hostArgument } from './host-argument';
import { icmpErrorText } from './icmp-error-text';
import { numberOption, parseOptions, seeHelp } from './options';

const MAX_COUNT = 1_000_000_000;
const MAX_DATA_BYTES = 65_507;
/** How many requests are remembered: replies that come later still count, without a time. */
const MAX_REMEMBERED = 1024;

interface PingSettings {
  name: string;
  destination: number;
  count: number;
  intervalMs: number;
  dataBytes: number;
  ttl: number | null;
  waitMs: number | null;
}

export const ping: Command = {
  name: 'ping',
  usage: ['ping [-c COUNT] [-i SECONDS] [-s BYTES] [-t TTL] [-W SECONDS] HOST'],
  summary: 'ask a host whether it is there, and how long the way takes',
  details: [
    '-c COUNT    stop after COUNT requests; without it, Ctrl-C stops',
    '-i SECONDS  pause between requests (1)',
    '-s BYTES    octets of data in each request (56); more than 1472 travel as fragments',
    '-t TTL      how many routers the request may pass',
    '-W SECONDS  how long to wait for the last replies',
  ],
  run(args, session) {
    const running = new Ping(settingsFrom(args, session), session);
    running.begin();
    return running;
  },
};

function settingsFrom(args: readonly string[], session: Session): PingSettings {
  const options = parseOptions('ping', args, 'c:i:s:t:W:n4');
  const [name, extra] = options.operands;
  if (name === undefined) {
    throw new CommandError(
      `ping: usage error: Destination address required\n${seeHelp('ping')}`,
      2,
    );
  }
  if (extra !== undefined) {
    throw new CommandError(`ping: "${extra}" is one host too many.\n${seeHelp('ping')}`, 2);
  }
  const number = (letter: string, least: number, most: number, fallback: number, whole: boolean) =>
    numberOption('ping', options, letter, { least, most, fallback, whole });
  return {
    name,
    destination: hostArgument('ping', name, session.host),
    count: number('c', 1, MAX_COUNT, Number.POSITIVE_INFINITY, true),
    intervalMs: number('i', 0.01, 3600, 1, false) * 1000,
    dataBytes: number('s', 0, MAX_DATA_BYTES, 56, true),
    ttl: options.values.has('t') ? number('t', 1, 255, 64, true) : null,
    waitMs: options.values.has('W') ? number('W', 0.01, 3600, 10, false) * 1000 : null,
  };
}

class Ping implements Job {
  readonly #settings: PingSettings;
  readonly #session: Session;
  readonly #identifier: number;
  readonly #data: Uint8Array;
  readonly #sentAt = new Map<number, number>();
  readonly #answered = new Set<number>();
  #timer: Timer | null = null;
  #startedAt = 0;
  #lastSentAt = 0;
  #sent = 0;
  #received = 0;
  #duplicates = 0;
  #errors = 0;
  #timed = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;
  #sum = 0;
  #sumOfSquares = 0;

  constructor(settings: PingSettings, session: Session) {
    this.#settings = settings;
    this.#session = session;
    this.#identifier = Math.floor(session.host.random() * 0x1_0000);
    this.#data = Uint8Array.from({ length: settings.dataBytes }, (_, index) => index & 0xff);
  }

  begin(): void {
    const { name, destination, dataBytes } = this.#settings;
    const { host } = this.#session;
    if (host.ipv4.sourceFor(destination) === null) {
      throw new CommandError(`ping: connect: Network is unreachable\n${noRouteHint}`, 2);
    }
    const total = dataBytes + ICMP_HEADER_BYTES + IPV4_HEADER_BYTES;
    const address = formatAddress(destination);
    this.#session.print(`PING ${name} (${address}) ${dataBytes}(${total}) bytes of data.\n`);
    host.icmp.listen(this.#identifier, {
      reply: (reply) => this.#handleReply(reply),
      error: (error, sequence) => this.#handleError(error, sequence),
    });
    this.#startedAt = host.timers.now();
    this.#sendNext();
  }

  interrupt(): void {
    this.#finish();
  }

  #sendNext(): void {
    const { destination, count, intervalMs, ttl } = this.#settings;
    const { host, print } = this.#session;
    this.#sent++;
    const sequence = this.#sent & 0xffff;
    this.#lastSentAt = host.timers.now();
    this.#remember(sequence);
    const payload = icmpEcho(ICMP_ECHO_REQUEST, this.#identifier, sequence, this.#data);
    const packet = { destination, protocol: PROTOCOL_ICMP, payload };
    if (this.#sent < count) {
      this.#timer = host.timers.after(intervalMs, () => this.#sendNext());
    } else {
      this.#timer = host.timers.after(this.#lingerMs(), () => this.#finish());
    }
    if (host.ipv4.send(ttl === null ? packet : { ...packet, ttl })) return;
    this.#errors++;
    print('ping: sendmsg: Network is unreachable\n');
    this.#finishIfAnswered();
  }

  #remember(sequence: number): void {
    this.#sentAt.delete(sequence);
    this.#answered.delete(sequence);
    this.#sentAt.set(sequence, this.#lastSentAt);
    const oldest = this.#sentAt.keys().next().value;
    if (this.#sentAt.size <= MAX_REMEMBERED || oldest === undefined) return;
    this.#sentAt.delete(oldest);
    this.#answered.delete(oldest);
  }

  /** As iputils: twice the longest round trip so far, or ten seconds if nobody has answered. */
  #lingerMs(): number {
    if (this.#settings.waitMs !== null) return this.#settings.waitMs;
    return this.#timed > 0 ? Math.max(2 * this.#most, 1000) : 10_000;
  }

  #handleReply(reply: EchoReply): void {
    const sentAt = this.#sentAt.get(reply.sequence);
    const duplicate = this.#answered.has(reply.sequence);
    const from = `${reply.length} bytes from ${formatAddress(reply.source)}`;
    let line = `${from}: icmp_seq=${reply.sequence} ttl=${reply.ttl}`;
    if (sentAt !== undefined) {
      const time = this.#session.host.timers.now() - sentAt;
      if (!duplicate) this.#count(time);
      line += ` time=${milliseconds(time)} ms`;
      this.#answered.add(reply.sequence);
    }
    if (duplicate) this.#duplicates++;
    else this.#received++;
    this.#session.print(`${line}${duplicate ? ' (DUP!)' : ''}\n`);
    this.#finishIfAnswered();
  }

  #count(time: number): void {
    this.#timed++;
    this.#least = Math.min(this.#least, time);
    this.#most = Math.max(this.#most, time);
    this.#sum += time;
    this.#sumOfSquares += time * time;
  }

  #handleError(error: IcmpError, sequence: number): void {
    if (!this.#sentAt.has(sequence)) return;
    this.#errors++;
    const from = `From ${formatAddress(error.from)} icmp_seq=${sequence}`;
    this.#session.print(`${from} ${icmpErrorText(error)}\n`);
    this.#finishIfAnswered();
  }

  #finishIfAnswered(): void {
    const { count } = this.#settings;
    if (this.#sent >= count && this.#received + this.#errors >= count) this.#finish();
  }

  #finish(): void {
    const { host } = this.#session;
    host.timers.cancel(this.#timer);
    host.icmp.ignore(this.#identifier);
    this.#session.print(`\n${this.#statistics()}`);
    this.#session.done(this.#received > 0 ? 0 : 1);
  }

  #statistics(): string {
    const lost = Number((((this.#sent - this.#received) * 100) / this.#sent).toPrecision(6));
    const elapsed = Math.round(this.#lastSentAt - this.#startedAt);
    const parts = [
      `${this.#sent} packets transmitted`,
      `${this.#received} received`,
      ...(this.#duplicates > 0 ? [`+${this.#duplicates} duplicates`] : []),
      ...(this.#errors > 0 ? [`+${this.#errors} errors`] : []),
      `${Math.max(lost, 0)}% packet loss`,
      `time ${elapsed}ms`,
    ];
    const summary = `--- ${this.#settings.name} ping statistics ---\n${parts.join(', ')}\n`;
    if (this.#timed === 0) return `${summary}\n`;
    const mean = this.#sum / this.#timed;
    const deviation = Math.sqrt(Math.max(this.#sumOfSquares / this.#timed - mean * mean, 0));
    const numbers = [this.#least, mean, this.#most, deviation].map((one) => one.toFixed(3));
    return `${summary}rtt min/avg/max/mdev = ${numbers.join('/')} ms\n`;
  }
}

export const noRouteHint =
  'No route leads there: see "ip route", and give a card an address or add a route.';

/** Three significant digits above one millisecond, as ping prints them. */
export function milliseconds(time: number): string {
  if (time >= 99.95) return time.toFixed(0);
  if (time >= 9.995) return time.toFixed(1);
  return time.toFixed(time >= 0.9995 ? 2 : 3);
}
