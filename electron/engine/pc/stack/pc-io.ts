import type { StartupFailure } from '../../../../shared/rules/startup-failure';

/** What a built-in PC needs of the world around it. Time, cards and console are handed in. */
export interface PcIo {
  /** Monotonic time in milliseconds. */
  now(): number;
  /** Sends a frame out of a card; the bytes are only valid during the call. 14 to 1514 bytes. */
  transmit(card: number, bytes: Uint8Array, start: number, length: number): void;
  /** Prints to the console; lines end in CR LF. */
  print(text: string): void;
  /** A number in [0, 1), for identifiers; injected so that tests can be repeated. */
  random(): number;
  /** Whether there is time to go on in this turn; what is left is done by {@link Pc.tick}. */
  hasTime(): boolean;
  /** A startup command failed. */
  startupFailed?(failure: StartupFailure): void;
  /** Commands that wait for others, such as ping, end well as soon as they have begun. */
  readonly isRehearsal?: boolean;
}

export interface PcSettings {
  hostname: string;
  /** Ethernet addresses of its cards, eth0 first. */
  macs: readonly string[];
  /** Commands that run when it starts. */
  setup: readonly string[];
}
