/** `vdelab switch`: one switch without a lab, in the manner of vde_switch. */
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { failureOf } from '../../../shared/failure/failure';
import { sightingText } from '../../../shared/lab/sighting-texts';
import { bridgeMac } from '../../../shared/net/mac-address';
import { visibleLines } from '../../../shared/text/visible-text';
import { Dataplane, type DeviceSpec } from '../../dataplane/host/dataplane';
import { CONSOLE_VERSION } from '../../dataplane/shared/console-version';
import type { ConsoleStyle } from '../../dataplane/shared/protocol';
import { MAX_SCRIPT_BYTES } from '../../engine/core/limits';
import { linesOf } from '../../management/session/management-session';
import { readRegularSync } from '../../system/files/regular-file';
import { groupNumber } from '../../system/folders/accounts';
import { openFolder } from '../../system/folders/safe-way';
import { goToBackground, reportToForeground } from './background';
import { createPidfile, type Pidfile, removePidfile } from './pidfile';
import { StandardInput } from './standard-input';
import { readOptions, type SwitchOptions } from './switch-options';

const DEVICE = 'switch';
const SYSTEM_RCFILE = '/etc/vde2/vde_switch.rc';
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** What vde_switch exits with when it cannot have its directory or socket. */
const EXIT_NO_SOCKET = 255;
/** A shell gives this and the signal's number for a program that a signal ended. */
const EXIT_BY_SIGNAL = 128;

/** Why the switch ends, and with which exit code. */
interface End {
  readonly code: number;
  readonly words: string;
}

const say = (words: string) => process.stderr.write(`vdelab switch: ${visibleLines(words)}\n`);

/**
 * Runs until a signal, the end of standard input or the command `shutdown`. Returns the exit code,
 * which is vde_switch's: 0, also for SIGTERM; 128 and the number for other signals; 255
 * or 1 if it could not start.
 *
 * @param isBackground whether this process is the one that {@link goToBackground} made
 */
export async function runSwitch(args: readonly string[], isBackground: boolean): Promise<number> {
  const read = readOptions(args, CONSOLE_VERSION, (name) => groupNumber(name) !== null);
  if (!isBackground) for (const complaint of read.complaints) say(complaint);
  if (read.type === 'exit') {
    process.stdout.write(visibleLines(read.output));
    return read.code;
  }
  if (read.options.daemon && !isBackground) return goToBackground(args);
  return serve(read.options, isBackground);
}

/** Paths are where the command was given, wherever the process goes from there. */
function withWholePaths(options: SwitchOptions): SwitchOptions {
  const whole = (path: string) => (path === '' ? '' : resolve(path));
  const { directory } = options;
  const byDefault = process.getuid?.() === 0 ? '/var/run/vde.ctl' : '/tmp/vde.ctl';
  return {
    ...options,
    directory: realPath(resolve(directory === '' ? byDefault : directory)),
    pidfile: whole(options.pidfile),
    management: whole(options.management),
    rcfile: whole(options.rcfile),
  };
}

/**
 * The path without links, also of a directory that is yet to be made. Throws a FailureError for a way on
 * which another user could put a link.
 */
function realPath(path: string): string {
  const known = [path, dirname(path)].find((each) => existsSync(each));
  if (known === undefined) return path;
  openFolder(known).close();
  return known === path ? realpathSync(path) : join(realpathSync(known), basename(path));
}

async function serve(given: SwitchOptions, isBackground: boolean): Promise<number> {
  let end: (end: End) => void = () => {};
  const ended = new Promise<End>((resolveEnd) => {
    end = resolveEnd;
  });
  // Like vde_switch, it goes on when nobody reads what it prints any more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const signalled = catchSignals(end);
  let plane: Dataplane;
  const input = new StandardInput(
    (text) => plane.type(DEVICE, text),
    () => end({ code: 0, words: 'EOF on stdin, cleaning up and exiting' }),
  );
  plane = openPlane(end, input);
  let pidfile: Pidfile | null = null;
  let failureCode = EXIT_NO_SOCKET;
  try {
    const options = withWholePaths(given);
    await makeSwitch(plane, options, isBackground);
    failureCode = 1;
    pidfile = createPidfile(options.pidfile);
    if (isBackground) reportToForeground(null);
    else if (!options.noStdin) input.start();
    const { code, words } = await ended;
    if (!isBackground) say(words);
    // A signal ends what it finds under way; `close` takes its place then.
    await Promise.race([plane.remove(DEVICE), signalled]);
    return code;
  } catch (thrown) {
    const { message, next, detail } = failureOf(thrown);
    const words = [message, next, detail].filter(Boolean).join('\n');
    if (isBackground) reportToForeground({ words, code: failureCode });
    else say(words);
    return failureCode;
  } finally {
    if (pidfile !== null) removePidfile(pidfile);
    await plane.close();
  }
}

const loopText = (ports: readonly number[]) =>
  `There is a loop at ${ports.length === 1 ? 'port' : 'the ports'} ${ports.join(', ')}; duplicates are suppressed.`;

function openPlane(end: (end: End) => void, input: StandardInput): Dataplane {
  let told: ReadonlySet<string> = new Set();
  const plane: Dataplane = new Dataplane({
    presence: () => {},
    printed: (_device, text) => {
      // Called with an error as well, when nobody reads any more.
      process.stdout.write(visibleLines(text), () => plane.printedOut(DEVICE, text.length));
    },
    answered: () => input.answered(),
    trees: () => {},
    storm: (_device, storm) => {
      if (storm !== null) say(loopText(storm.ports));
    },
    sightings: (_device, sightings) => {
      const words = sightingText(sightings).map(({ message }) => message);
      for (const message of words) if (!told.has(message)) say(message);
      told = new Set(words);
    },
    viewed: () => {},
    shutDown: () => end({ code: 0, words: 'Shutdown from mgmt command' }),
    replaced: (failure) => {
      if (failure !== null) end({ code: 1, words: failure.message });
      else input.answered();
    },
    leftOut: (record, { message, next }) => {
      if ('device' in record && record.device === DEVICE) end({ code: 1, words: message });
      else say(`${message} ${next}`);
    },
    nameOf: (record) => ('device' in record ? 'The switch' : 'A cable'),
  });
  return plane;
}

function specOf(options: SwitchOptions, isBackground: boolean): DeviceSpec {
  const { ports, hub, directory, mode, group, fstp, priority, management } = options;
  const console: ConsoleStyle = process.stdin.isTTY && !isBackground ? 'prompted' : 'bare';
  return {
    type: 'switch',
    id: DEVICE,
    ports,
    hub,
    directory,
    mode,
    group,
    configuration: { vlans: {}, fstp, priority },
    mac: options.mac === '' ? bridgeMac(Math.random) : options.mac,
    management,
    setup: startUpCommands(options.rcfile),
    extras: {
      directoryMode: options.directoryMode,
      managementMode: options.managementMode,
      managementGroup: options.managementGroup,
      buckets: Math.max(1, options.buckets),
      console,
    },
  };
}

/** The lines of the start-up file: the one that is named, or the first of the usual ones that exists. */
function startUpCommands(rcfile: string): string[] {
  const usual = [join(homedir(), '.vde2/vde_switch.rc'), SYSTEM_RCFILE];
  const file = rcfile === '' ? usual.find((path) => existsSync(path)) : rcfile;
  if (file === undefined) return [];
  try {
    return linesOf(readRegularSync(file, MAX_SCRIPT_BYTES));
  } catch (error) {
    say(`The start-up file cannot be read: ${(error as Error).message}`);
    return [];
  }
}

/**
 * Makes the switch and its taps, in one go: taps take the first ports, before any client. A tap that
 * cannot be had is said, and the switch goes on without it, as vde_switch does.
 */
async function makeSwitch(
  plane: Dataplane,
  options: SwitchOptions,
  isBackground: boolean,
): Promise<void> {
  const made = plane.add(specOf(options, isBackground));
  const taps = options.taps.map((tap, number) => addTap(plane, number, tap));
  await made;
  for (const complaint of await Promise.all(taps)) if (complaint !== null) say(complaint);
}

/** Null, or why there is no such tap. */
async function addTap(plane: Dataplane, number: number, tap: string): Promise<string | null> {
  try {
    const id = `${DEVICE}-tap-${number}`;
    await plane.add({ type: 'switch-tap', id, switch: DEVICE, interface: tap });
    return null;
  } catch (thrown) {
    const { message, next } = failureOf(thrown);
    return `${message} ${next}`;
  }
}

/** Resolves with the first signal. */
function catchSignals(end: (end: End) => void): Promise<void> {
  return new Promise((resolveSignalled) => {
    for (const [signal, number] of Object.entries(SIGNALS)) {
      process.on(signal, () => {
        end({
          code: signal === 'SIGTERM' ? 0 : EXIT_BY_SIGNAL + number,
          words: `Caught signal ${number}, cleaning up and exiting`,
        });
        resolveSignalled();
      });
    }
  });
}
