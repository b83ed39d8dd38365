/** nc: sends what is typed in UDP datagrams and prints what arrives. */

import { type Command, CommandError, type Job, type Session } from '../shell/command';
import type { IcmpError } from '../stack/icmp';
import { formatAddress } from '../stack/ipv4-address';
import type { UdpPeer } from '../stack/udp';
import { ICMP_UNREACHABLE, UNREACHABLE_PORT } from '../wire/icmp';
import { MAX_UDP_DATA_BYTES } from '../wire/udp';
import { hostArgument } from './host-argument';
import { icmpErrorText } from './icmp-error-text';
import { parseOptions, seeHelp } from './options';
import { noRouteHint } from './ping';

export const nc: Command = {
  name: 'nc',
  usage: ['nc -u HOST PORT', 'nc -u -l PORT'],
  summary: 'send typed lines by UDP, or listen for them',
  details: [
    '-u  UDP; there is no TCP in the built-in PC',
    '-l  listen: the first sender becomes the one that is answered',
    'Each line travels as one datagram. Ctrl-D ends the input, Ctrl-C ends nc.',
  ],
  run(args, session) {
    const options = parseOptions('nc', args, 'ulnp:');
    if (!options.flags.has('u')) {
      throw new CommandError('nc: the built-in PC has no TCP: add -u for UDP.');
    }
    const words = options.operands;
    if (options.flags.has('l')) {
      const [port, extra] = [options.values.get('p') ?? words[0], words[1]];
      if (extra !== undefined)
        throw new CommandError(`nc: with -l, give a port only\n${seeHelp('nc')}`);
      return Conversation.listen(portNumber(port), session);
    }
    const [name, port, extra] = words;
    if (name === undefined || port === undefined || extra !== undefined) {
      throw new CommandError(`nc: a host and a port are required\n${seeHelp('nc')}`);
    }
    const address = hostArgument('nc', name, session.host);
    return Conversation.with({ address, port: portNumber(port) }, session);
  },
};

function portNumber(text: string | undefined): number {
  if (text === undefined) throw new CommandError(`nc: a port is required\n${seeHelp('nc')}`);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new CommandError(`nc: port number invalid: ${text}\nPorts go from 1 to 65535.`);
}

class Conversation implements Job {
  readonly #session: Session;
  readonly #decoder = new TextDecoder();
  #port = 0;
  #peer: UdpPeer | null;

  private constructor(peer: UdpPeer | null, session: Session) {
    this.#peer = peer;
    this.#session = session;
  }

  static with(peer: UdpPeer, session: Session): Conversation {
    if (session.host.ipv4.sourceFor(peer.address) === null) {
      throw new CommandError(`nc: Network is unreachable\n${noRouteHint}`);
    }
    const started = new Conversation(peer, session);
    started.#port = session.host.udp.bindAny(started.#listener());
    return started;
  }

  static listen(port: number, session: Session): Conversation {
    const started = new Conversation(null, session);
    started.#port = port;
    if (session.host.udp.bind(port, started.#listener())) return started;
    throw new CommandError(`nc: Address already in use: port ${port}`);
  }

  input(line: string): void {
    const data = new TextEncoder().encode(`${line}\n`).subarray(0, MAX_UDP_DATA_BYTES);
    // Nobody to talk to yet: like netcat, which has no address to send to before the first datagram.
    if (this.#peer === null) return;
    if (!this.#session.host.udp.send(this.#port, this.#peer, data))
      this.#fail('Network is unreachable');
  }

  endOfInput(): void {
    this.#end(0);
  }

  interrupt(): void {
    this.#end(130);
  }

  #listener() {
    return {
      data: (from: UdpPeer, data: Uint8Array) => this.#handle(from, data),
      error: (error: IcmpError) => this.#handleError(error),
    };
  }

  #handle(from: UdpPeer, data: Uint8Array): void {
    this.#peer ??= from;
    if (from.address !== this.#peer.address || from.port !== this.#peer.port) return;
    // What a stranger sends must not steer the terminal.
    const text = this.#decoder.decode(data).replace(/[^\P{Cc}\t\n]/gu, '');
    this.#session.print(text.endsWith('\n') ? text : `${text}\n`);
  }

  #handleError(error: IcmpError): void {
    if (error.type === ICMP_UNREACHABLE && error.code === UNREACHABLE_PORT) {
      this.#fail('Connection refused: nobody listens on that port');
      return;
    }
    this.#fail(`${icmpErrorText(error)} (from ${formatAddress(error.from)})`);
  }

  #fail(problem: string): void {
    this.#session.print(`nc: ${problem}\n`);
    this.#end(1);
  }

  #end(status: number): void {
    this.#session.host.udp.close(this.#port);
    this.#session.done(status);
  }
}
