/** traceroute: UDP probes with rising TTL; the routers that let them expire name themselves. */

import { type Command, CommandError, type Job, type Session } from '../shell/command';
import type { IcmpError } from '../stack/icmp';
import { formatAddress } from '../stack/ipv4-address';
import type { Timer } from '../stack/timers';
import type { UdpPeer } from '../stack/udp';
import { ICMP_TIME_EXCEEDED, ICMP_UNREACHABLE, UNREACHABLE_PORT } from '../wire/icmp';
import { hostArgument } from './host-argument';
import { numberOption, parseOptions, seeHelp } from './options';
import { noRouteHint } from './ping';

/** Ports that hardly anybody listens on; one more for each probe, so that answers can be told apart. */
const FIRST_PORT = 33_434;
const PROBE_DATA = new Uint8Array(32);

interface TracerouteSettings {
  name: string;
  destination: number;
  numeric: boolean;
  maxHops: number;
  probes: number;
  waitMs: number;
}

interface Answer {
  from: number;
  time: number;
  /** The probe got where it should, or can get no further. */
  last: boolean;
  mark: string;
}

export const traceroute: Command = {
  name: 'traceroute',
  usage: ['traceroute [-n] [-m HOPS] [-q PROBES] [-w SECONDS] HOST'],
  summary: 'show the routers on the way to a host',
  details: [
    '-n          print addresses once, without names',
    '-m HOPS     give up behind so many routers (30)',
    '-q PROBES   probes for each hop (3)',
    '-w SECONDS  how long to wait for an answer (5); "*" stands for none',
    '!H, !N and !P say that the host, its network or its protocol is unreachable.',
  ],
  run(args, session) {
    const running = new Traceroute(settingsFrom(args, session), session);
    running.begin();
    return running;
  },
};

function settingsFrom(args: readonly string[], session: Session): TracerouteSettings {
  const options = parseOptions('traceroute', args, 'nm:q:w:4I');
  if (options.flags.has('I')) {
    throw new CommandError('traceroute: only UDP probes are available: leave out -I.', 2);
  }
  const [name, extra] = options.operands;
  if (name === undefined || extra !== undefined) {
    throw new CommandError(`traceroute: one host is required\n${seeHelp('traceroute')}`, 2);
  }
  const number = (letter: string, least: number, most: number, fallback: number, whole = true) =>
    numberOption('traceroute', options, letter, { least, most, fallback, whole });
  return {
    name,
    destination: hostArgument('traceroute', name, session.host),
    numeric: options.flags.has('n'),
    maxHops: number('m', 1, 255, 30),
    probes: number('q', 1, 10, 3),
    waitMs: number('w', 0.01, 60, 5, false) * 1000,
  };
}

class Traceroute implements Job {
  readonly #settings: TracerouteSettings;
  readonly #session: Session;
  #port = 0;
  #hop = 0;
  #sentAt = 0;
  #answers: (Answer | null)[] = [];
  #timer: Timer | null = null;

  constructor(settings: TracerouteSettings, session: Session) {
    this.#settings = settings;
    this.#session = session;
  }

  begin(): void {
    const { name, destination, maxHops } = this.#settings;
    const { host, print } = this.#session;
    if (host.ipv4.sourceFor(destination) === null) {
      throw new CommandError(`connect: Network is unreachable\n${noRouteHint}`);
    }
    const target = `${name} (${formatAddress(destination)})`;
    print(`traceroute to ${target}, ${maxHops} hops max, 60 byte packets\n`);
    this.#port = host.udp.bindAny({
      // An open port answers with data of its own: it counts as arrived, too.
      data: (from) => this.#handle(from.address, null, this.#answers.indexOf(null)),
      error: (error, to) => this.#handle(error.from, error, this.#probeOf(to)),
    });
    this.#nextHop();
  }

  interrupt(): void {
    this.#end(130);
  }

  #nextHop(): void {
    const { destination, probes, waitMs } = this.#settings;
    const { host } = this.#session;
    this.#hop++;
    this.#answers = Array.from({ length: probes }, () => null);
    this.#sentAt = host.timers.now();
    this.#timer = host.timers.after(waitMs, () => this.#finishHop());
    for (let probe = 0; probe < probes; probe++) {
      const to = { address: destination, port: this.#firstPort() + probe };
      host.udp.send(this.#port, to, PROBE_DATA, this.#hop);
    }
  }

  #firstPort(): number {
    return FIRST_PORT + (this.#hop - 1) * this.#settings.probes;
  }

  #probeOf(to: UdpPeer): number {
    return to.address === this.#settings.destination ? to.port - this.#firstPort() : -1;
  }

  #handle(from: number, error: IcmpError | null, probe: number): void {
    if (this.#answers[probe] !== null) return;
    const time = this.#session.host.timers.now() - this.#sentAt;
    const expired = error?.type === ICMP_TIME_EXCEEDED;
    this.#answers[probe] = { from, time, last: !expired, mark: markOf(error) };
    if (!this.#answers.includes(null)) this.#finishHop();
  }

  #finishHop(): void {
    const { timers } = this.#session.host;
    timers.cancel(this.#timer);
    this.#session.print(`${this.#hopLine()}\n`);
    if (this.#answers.some((answer) => answer?.last)) this.#end(0);
    else if (this.#hop >= this.#settings.maxHops) this.#end(0);
    // Not from within the delivery of the answer: its sender may be this very host.
    else this.#timer = timers.after(0, () => this.#nextHop());
  }

  #hopLine(): string {
    let line = `${String(this.#hop).padStart(2)} `;
    let named: number | null = null;
    for (const answer of this.#answers) {
      if (answer === null) {
        line += ' *';
        continue;
      }
      if (answer.from !== named) line += ` ${this.#nameOf(answer.from)} `;
      named = answer.from;
      line += ` ${answer.time.toFixed(3)} ms${answer.mark} `;
    }
    return line.trimEnd();
  }

  #nameOf(address: number): string {
    const text = formatAddress(address);
    return this.#settings.numeric ? text : `${text} (${text})`;
  }

  #end(status: number): void {
    const { host } = this.#session;
    host.timers.cancel(this.#timer);
    host.udp.close(this.#port);
    this.#session.done(status);
  }
}

function markOf(error: IcmpError | null): string {
  if (error?.type !== ICMP_UNREACHABLE || error.code === UNREACHABLE_PORT) return '';
  return [' !N', ' !H', ' !P'][error.code] ?? ` !${error.code}`;
}
