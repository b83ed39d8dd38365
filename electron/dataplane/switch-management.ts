/** The consoles of a switch in the worker: its management socket, and the one for a terminal. */
import { readFileSync } from 'node:fs';
import type { Switch } from '../engine/switch';
import type { Accounts, ManagedSwitch, SwitchFacts, TableSettings } from '../management/command';
import { runCommand } from '../management/command-runner';
import type { DebugPath } from '../management/debug-categories';
import { EditedConsole } from '../management/edited-console';
import { ERROR_NAMES, type ErrorName } from '../management/errors';
import { bucketsFor } from '../management/hash-bucket';
import { ManagementSession, type SessionOutlet } from '../management/management-session';
import { PlainConsole } from '../management/plain-console';
import { groupName, groupNumber, userName, userNumber } from './accounts';
import { CONSOLE_VERSION } from './console-version';
import { type AdoptedManagement, ManagementSocket } from './management-socket';
import type { DeviceCommand, SwitchExtras } from './protocol';
import { groupId } from './socket-files';
import type { EndpointSurroundings } from './vde-endpoint';

type SwitchCommand = Extract<DeviceCommand, { type: 'switch' }> & {
  readonly extras: SwitchExtras;
};

const MS_PER_SECOND = 1000;
/** vde_switch's interval, in seconds; here addresses are looked through in the same one always. */
const COLLECTION_SECONDS = 2;

const accounts: Accounts = {
  userId: userNumber,
  groupId: groupNumber,
  userName,
  groupName,
};

/** The switch whose consoles these are. */
export interface ManagedDevice {
  readonly switch: Switch;
  currentUser(port: number): number | null;
}

export interface ConsoleReports {
  printed(text: string): void;
  shutDown(): void;
}

export class SwitchManagement {
  readonly console: EditedConsole | PlainConsole;
  readonly #command: SwitchCommand;
  readonly #surroundings: EndpointSurroundings;
  readonly #reports: ConsoleReports;
  readonly #managed: ManagedSwitch;
  readonly #sessions = new Set<ManagementSession>();
  #socket: ManagementSocket | null = null;

  constructor(
    command: SwitchCommand,
    surroundings: EndpointSurroundings,
    device: ManagedDevice,
    reports: ConsoleReports,
  ) {
    this.#command = command;
    this.#surroundings = surroundings;
    this.#reports = reports;
    const tableSettings: TableSettings = {
      buckets: bucketsFor(command.extras.buckets),
      collectionSeconds: COLLECTION_SECONDS,
    };
    this.#managed = {
      // Made after this object, for it tells what it notices from its first port on.
      get switch() {
        return device.switch;
      },
      facts: factsOf(command),
      accounts,
      tableSettings,
      currentUser: (port) => device.currentUser(port),
    };
    this.console = this.#makeConsole();
  }

  /** Runs the set-up commands and opens the socket. Throws a FailureError when it cannot be opened. */
  open(adopted: AdoptedManagement | null): void {
    const { setup, management, extras, id } = this.#command;
    for (const line of setup) runCommand(line, this.#managed, null);
    this.#surroundings.round.flushAll();
    if (management === '') return;
    const { loop, ledger } = this.#surroundings;
    const permissions = {
      mode: extras.managementMode,
      group: groupId(extras.managementGroup, id),
    };
    this.#socket = new ManagementSocket(
      { device: id, path: management, permissions, loop, ledger },
      {
        open: (outlet) => this.#openSession(outlet),
        closed: (session) => this.#sessions.delete(session),
        settle: () => this.#surroundings.round.flushAll(),
        shutDown: () => this.#reports.shutDown(),
      },
      adopted,
    );
  }

  /** Sends a debug line to the sessions that asked for it. */
  tell(path: DebugPath, message: () => string): void {
    for (const session of this.#sessions) {
      if (session.subscriptions.has(path)) session.debug(path, message());
    }
  }

  close(): void {
    this.#socket?.close();
  }

  #openSession(outlet: Omit<SessionOutlet, 'readFile'>): ManagementSession {
    const session = new ManagementSession(this.#managed, { ...outlet, readFile });
    this.#sessions.add(session);
    return session;
  }

  #makeConsole(): EditedConsole | PlainConsole {
    const { console: style } = this.#command.extras;
    const print = (text: string) => this.#reports.printed(text);
    const connect = (show: (text: string) => void) =>
      this.#openSession({
        send: show,
        ended: (how) => {
          if (how === 'shutdown') this.#reports.shutDown();
          return how === 'shutdown';
        },
      });
    if (style === 'edited') return new EditedConsole(connect, print);
    return new PlainConsole(connect, print, style === 'prompted');
  }
}

function factsOf(command: SwitchCommand): SwitchFacts {
  const started = performance.now();
  const { management, extras, mac, directory, mode } = command;
  return {
    version: CONSOLE_VERSION,
    pid: process.pid,
    mac: mac.toLowerCase(),
    directory,
    mode,
    management: management === '' ? null : { path: management, mode: extras.managementMode },
    uptime: () => Math.floor((performance.now() - started) / MS_PER_SECOND),
  };
}

function readFile(path: string): { text: string } | { error: ErrorName } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { error: ERROR_NAMES.find((name) => name === code) ?? 'EIO' };
  }
}
