/** The consoles of a switch in the worker: its management socket, and the one for a terminal. */

import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { MAX_LINE, UNITS_PER_LOOK } from '../../engine/core/limits';
import type { OrderedWork } from '../../engine/core/ordered-work';
import type { Workable } from '../../engine/core/work-queue';
import type { Switch } from '../../engine/switch/switch';
import type { Accounts, ManagedSwitch, SwitchFacts, TableSettings } from '../../management/command';
import type { DebugPath } from '../../management/debug-categories';
import { statusLine } from '../../management/errors';
import { bucketsFor } from '../../management/hash-bucket';
import { runSilently } from '../../management/session/command-runner';
import { EditedConsole } from '../../management/session/edited-console';
import { ManagementSession, type SessionOutlet } from '../../management/session/management-session';
import { PlainConsole } from '../../management/session/plain-console';
import { groupName, groupNumber, userName, userNumber } from '../../system/folders/accounts';
import { CONSOLE_VERSION } from '../shared/console-version';
import type { DeviceCommand, SwitchExtras, SwitchPlace } from '../shared/protocol';
import { groupId } from '../vde/socket-files';
import type { EndpointContext } from '../vde/vde-endpoint';
import { type AdoptedManagement, ManagementSocket } from './management-socket';

type SwitchCommand = Extract<DeviceCommand, { type: 'switch' }> & {
  readonly extras: SwitchExtras;
};

const MS_PER_SECOND = 1000;
/** Of startup commands that failed, so many are told. */
const MAX_COMPLAINTS = 20;
/** A console of the app speaks for who runs the app. */
const OWN_USER = null;
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
  /** What it is still to do before startup commands, and these. */
  readonly tasks: OrderedWork;
  currentUser(port: number): number | null;
}

export interface ConsoleReports {
  printed(text: string): void;
  startupFailed(failure: StartupFailure): void;
  /** A command may have changed who may use which port. */
  portsChanged(): void;
  /** A plain console has answered all that was typed. */
  answered(): void;
  shutDown(): void;
}

export class SwitchManagement {
  readonly console: EditedConsole | PlainConsole;
  #command: SwitchCommand;
  readonly #context: EndpointContext;
  readonly #reports: ConsoleReports;
  readonly #managed: ManagedSwitch;
  readonly #tasks: OrderedWork;
  readonly #sessions = new Set<ManagementSession>();
  #socket: ManagementSocket | null = null;
  /** Where its socket was before, as long as somebody is connected who came by it. */
  readonly #former = new Set<ManagementSocket>();
  #isSetUp = false;
  #isOpen = true;

  constructor(
    command: SwitchCommand,
    context: EndpointContext,
    device: ManagedDevice,
    reports: ConsoleReports,
  ) {
    this.#command = command;
    this.#context = context;
    this.#reports = reports;
    this.#tasks = device.tasks;
    const tableSettings: TableSettings = {
      buckets: bucketsFor(command.extras.buckets),
      collectionSeconds: COLLECTION_SECONDS,
    };
    this.#managed = {
      // Made after this object, for it tells what it notices from its first port on.
      get switch() {
        return device.switch;
      },
      facts: factsOf(() => this.#command),
      accounts,
      tableSettings,
      currentUser: (port) => device.currentUser(port),
      ran: () => reports.portsChanged(),
    };
    this.console = this.#makeConsole();
  }

  /**
   * Runs the startup commands and opens the socket. Throws a FailureError when it cannot be opened. When
   * there is no time for all commands, the others are run in the turns that follow, before anybody who
   * comes by the socket is answered.
   */
  open(adopted: AdoptedManagement | null): void {
    this.#tasks.add(this.#setUp());
    this.#context.round.flushAll();
    this.#socket = this.#listen(adopted);
  }

  /**
   * Opens the socket at another path, or closes it with an empty one. Who is connected stays. Throws a
   * FailureError, with the former one open, when it cannot be opened.
   */
  move(path: string): void {
    const before = this.#command;
    if (path === before.management) return;
    this.#command = { ...before, management: path };
    const former = this.#socket;
    try {
      this.#socket = this.#listen(null);
    } catch (error) {
      this.#command = before;
      throw error;
    }
    if (former === null) return;
    former.retire();
    this.#former.add(former);
  }

  /** The switch listens elsewhere, which its console shows. */
  placed(place: SwitchPlace): void {
    this.#command = { ...this.#command, ...place };
  }

  #listen(adopted: AdoptedManagement | null): ManagementSocket | null {
    const { management, extras, id } = this.#command;
    if (management === '') return null;
    const { loop, ledger, chores, round } = this.#context;
    const permissions = {
      mode: extras.managementMode,
      group: groupId(extras.managementGroup, id),
    };
    return new ManagementSocket(
      { device: id, path: management, permissions, loop, ledger, chores, budget: round.budget },
      {
        isReady: () => this.#isSetUp,
        open: (outlet, user) => this.#openSession(outlet, user),
        closed: (session) => this.#sessions.delete(session),
        settle: () => this.#context.round.flushAll(),
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
    this.#isOpen = false;
    this.#socket?.close();
    for (const former of this.#former) former.close();
  }

  *#setUp(): Generator<void, void> {
    let complaints = 0;
    for (const [index, line] of this.#command.setup.entries()) {
      const status =
        line.length > MAX_LINE ? statusLine('EINVAL') : runSilently(line, this.#managed);
      if (status !== '' && status !== statusLine(null) && ++complaints <= MAX_COMPLAINTS) {
        this.#complain(line, status);
        this.#reports.startupFailed({ line: index + 1, command: line, printed: status });
      }
      yield;
    }
    this.#isSetUp = true;
  }

  /** vde_switch says nothing of its start-up file either; a person at the drawing can mend the command. */
  #complain(line: string, status: string): void {
    if (this.#command.extras.console !== 'edited') return;
    this.#reports.printed(`vde[set-up]: ${line.slice(0, MAX_LINE)}\r\n${status}\r\n`);
  }

  /** @param user on whose behalf files are read; null for who runs the app */
  #openSession(outlet: Omit<SessionOutlet, 'readFile'>, user: number | null): ManagementSession {
    const session = new ManagementSession(this.#managed, {
      ...outlet,
      readFile: (path, done) => this.#context.readScript(path, user, done),
    });
    this.#sessions.add(session);
    return session;
  }

  #makeConsole(): EditedConsole | PlainConsole {
    const { console: style } = this.#command.extras;
    const print = (text: string) => this.#reports.printed(text);
    const { chores, round } = this.#context;
    const pace = {
      mayGoOn: () => {
        round.budget.spend(UNITS_PER_LOOK);
        return !round.budget.isSpent && this.#isOpen && !isFull();
      },
      later: (one: Workable) => chores.add(one),
    };
    let made: EditedConsole | PlainConsole | null = null;
    const isFull = () => made instanceof PlainConsole && made.isFull;
    const connect = (show: (text: string) => void) =>
      this.#openSession(
        {
          send: show,
          ended: (how) => {
            if (how === 'shutdown') this.#reports.shutDown();
            return how === 'shutdown';
          },
          mayGoOn: pace.mayGoOn,
          later: () => {
            if (made !== null) pace.later(made);
          },
        },
        OWN_USER,
      );
    const console =
      style === 'edited'
        ? new EditedConsole(connect, print, pace)
        : new PlainConsole(
            connect,
            { print, answered: () => this.#reports.answered(), later: pace.later },
            style === 'prompted',
          );
    made = console;
    return console;
  }
}

/** @param now what the switch was ordered to be by now */
function factsOf(now: () => SwitchCommand): SwitchFacts {
  const started = performance.now();
  const { mac } = now();
  return {
    version: CONSOLE_VERSION,
    pid: process.pid,
    mac: mac.toLowerCase(),
    get directory() {
      return now().directory;
    },
    get mode() {
      return now().mode;
    },
    get management() {
      const { management, extras } = now();
      return management === '' ? null : { path: management, mode: extras.managementMode };
    },
    uptime: () => Math.floor((performance.now() - started) / MS_PER_SECOND),
  };
}
