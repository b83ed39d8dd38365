/** The built-in PC: a small host with a console, made for labs that run without any guest system. */
import { commands } from './commands/all';
import { Shell } from './shell/shell';
import { Host, hostNameFrom } from './stack/host';
import type { Prefix } from './stack/ipv4-address';
import type { PcIo, PcSettings } from './stack/pc-io';

export class Pc {
  readonly #settings: PcSettings;
  readonly #io: PcIo;
  readonly #host: Host;
  readonly #shell: Shell;

  constructor(settings: PcSettings, io: PcIo) {
    this.#settings = settings;
    this.#io = io;
    this.#host = new Host(settings, io, (text) => this.#shell.notice(text));
    this.#shell = new Shell(this.#host, commands, {
      print: (text) => io.print(text),
      hasTime: () => io.hasTime(),
      startupFailed: (failure) => io.startupFailed?.(failure),
      isRehearsal: io.isRehearsal ?? false,
    });
  }

  /** Prints a greeting, runs the setup commands as if they were typed, and prints the prompt. */
  start(): void {
    this.#io.print(`Vdelab built-in PC. Type "help" for the commands that it knows.\r\n`);
    this.#shell.start(this.#settings.setup);
    this.#host.ipv4.runLocal();
  }

  /** Changes its host name, as the command `hostname` does. */
  rename(hostname: string): void {
    this.#host.hostname = hostNameFrom(hostname);
  }

  /** Takes a frame from card `card`; the bytes are only read during the call. Never throws. */
  receive(card: number, bytes: Uint8Array, start: number, length: number): void {
    this.#host.receive(card, bytes, start, length);
    this.#host.ipv4.runLocal();
  }

  /** Throws a frame away at once that is none of this PC's business; false for all others. */
  discards(card: number, bytes: Uint8Array, start: number, length: number): boolean {
    return this.#host.discards(card, bytes, start, length);
  }

  /** Says whether a card has carrier; it has until it is told otherwise. */
  setCarrier(card: number, hasCarrier: boolean): void {
    this.#host.setCarrier(card, hasCarrier);
  }

  /** The IPv4 addresses of a card, as numbers. */
  addressesOf(card: number): number[] {
    return this.prefixesOf(card).map(({ address }) => address);
  }

  /** The IPv4 addresses of a card with the bits of their networks. */
  prefixesOf(card: number): readonly Prefix[] {
    return this.#host.cards[card]?.addresses ?? [];
  }

  /** Keystrokes from the console: any number of keys, or a pasted text. */
  type(data: string): void {
    this.#shell.type(data);
    this.#host.ipv4.runLocal();
  }

  /** The console's terminal has this size now. */
  resize(columns: number, _rows: number): void {
    this.#shell.resize(columns);
  }

  /** When {@link tick} wants to be called, in monotonic milliseconds; Infinity if nothing waits. */
  nextDeadline(): number {
    const isAtWork = this.#host.ipv4.hasLocal || this.#shell.isPaused;
    return isAtWork ? this.#io.now() : this.#host.timers.nextDeadline();
  }

  /** Runs the timers that are due, and goes on with what there was no time for. */
  tick(): void {
    this.#shell.goOn();
    this.#host.timers.runDue();
    this.#host.ipv4.runLocal();
  }
}
