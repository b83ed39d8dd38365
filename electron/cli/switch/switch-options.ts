/**
 * The options of `vdelab switch`, which are vde_switch's (vde_switch.c, datasock.c, consmgmt.c,
 * tuntap.c), and what they mean. Pure: what is to be printed and the exit code are in the result.
 */
import { MAX_PORTS_BY_OPTION, MAX_TAPS } from '../../engine/core/limits';
import { leadingIntegers } from '../../management/numbers';
import { getoptLongOnly, type OptionSpec } from './getopt';
import { USAGE, versionText } from './usage';

export interface SwitchOptions {
  readonly ports: number;
  readonly hub: boolean;
  readonly fstp: boolean;
  /** The switch's address with colons, or empty to choose one. */
  readonly mac: string;
  readonly priority: number;
  readonly buckets: number;
  /** Empty for the default directory. */
  readonly directory: string;
  readonly mode: number;
  readonly directoryMode: number;
  readonly group: string;
  readonly taps: readonly string[];
  readonly daemon: boolean;
  /** Empty for none, as other paths. */
  readonly pidfile: string;
  readonly rcfile: string;
  readonly management: string;
  readonly managementMode: number;
  readonly managementGroup: string;
  readonly noStdin: boolean;
}

/** What the command line asks for: a switch, or only words. */
export type ReadOptions = { readonly complaints: readonly string[] } & (
  | { readonly type: 'run'; readonly options: SwitchOptions }
  | { readonly type: 'exit'; readonly code: number; readonly output: string }
);

const specs: readonly OptionSpec[] = [
  { name: 'help', letter: 'h', takesValue: false },
  { name: 'hub', letter: 'x', takesValue: false },
  { name: 'fstp', letter: 'F', takesValue: false },
  { name: 'version', letter: 'v', takesValue: false },
  { name: 'numports', letter: 'n', takesValue: true },
  { name: 'hashsize', takesValue: true },
  { name: 'macaddr', takesValue: true },
  { name: 'priority', takesValue: true },
  { name: 'sock', letter: 's', takesValue: true },
  { name: 'vdesock', letter: 's', takesValue: true },
  { name: 'unix', letter: 's', takesValue: true },
  { name: 'mod', letter: 'm', takesValue: true },
  { name: 'mode', letter: 'm', takesValue: true },
  { name: 'dirmode', takesValue: true },
  { name: 'group', letter: 'g', takesValue: true },
  { name: 'daemon', letter: 'd', takesValue: false },
  { name: 'pidfile', letter: 'p', takesValue: true },
  { name: 'rcfile', letter: 'f', takesValue: true },
  { name: 'mgmt', letter: 'M', takesValue: true },
  { name: 'mgmtmode', takesValue: true },
  { name: 'mgmtgroup', takesValue: true },
  { name: 'nostdin', takesValue: false },
  { name: 'debugclients', letter: 'D', takesValue: true },
  { name: 'tap', letter: 't', takesValue: true },
];

const DEFAULT_MODE = 0o600;
/** Octal digits of what chmod(2) knows; of a longer number an int of C keeps no more either. */
const PERMISSION_DIGITS = 4;
const DEFAULT_DIRECTORY_MODE = 0o2700;

/** As they are collected; modes that were not given stay undefined until all were read. */
type Draft = {
  -readonly [Key in Exclude<
    keyof SwitchOptions,
    'mode' | 'directoryMode' | 'taps'
  >]: SwitchOptions[Key];
} & { taps: string[]; mode?: number; directoryMode?: number };

/** Says that a value is wrong; `usage` when the options are to be explained as well. */
class WrongValue {
  constructor(
    readonly message: string,
    readonly usage: boolean,
  ) {}
}

function newDraft(): Draft {
  return {
    ports: 32,
    hub: false,
    fstp: false,
    mac: '',
    priority: 0x8000,
    buckets: 128,
    directory: '',
    group: '',
    taps: [],
    daemon: false,
    pidfile: '',
    rcfile: '',
    management: '',
    managementMode: 0o600,
    managementGroup: '',
    noStdin: false,
  };
}

/** The address as six octets with colons; from hexadecimal numbers with colons or dots. */
function readMac(text: string): Partial<Draft> | WrongValue {
  const parts = text.split(text.includes(':') ? ':' : '.');
  if (parts.length !== 6 || parts.some((part) => !/^(0x)?[0-9a-f]+$/i.test(part))) {
    return new WrongValue(`Invalid MAC Addr ${text}`, true);
  }
  const octets = parts.map((part) => Number.parseInt(part, 16) & 255);
  return { mac: octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':') };
}

function readPorts(text: string): Partial<Draft> | WrongValue {
  const ports = leadingIntegers(text, 1)?.[0] ?? 0;
  const isPossible = ports >= 1 && ports <= MAX_PORTS_BY_OPTION;
  return isPossible ? { ports } : new WrongValue(`Invalid number of ports ${text}`, true);
}

/** An octal number, or what was there before when the text is none (sscanf `%o`). */
function readOctal<T>(text: string, before: T): number | T {
  const digits = /^\s*([0-7]+)/.exec(text)?.[1];
  return digits === undefined ? before : Number.parseInt(digits.slice(-PERMISSION_DIGITS), 8);
}

/** The value's reader for each option; what it returns becomes part of the draft. */
const readers: Readonly<
  Record<string, (draft: Draft, value: string) => Partial<Draft> | WrongValue>
> = {
  hub: () => ({ hub: true, fstp: false }),
  // A hub takes no part in spanning trees, whichever option comes first.
  fstp: ({ hub }) => ({ fstp: !hub }),
  numports: (_draft, value) => readPorts(value),
  hashsize: ({ buckets }, value) => ({ buckets: leadingIntegers(value, 1)?.[0] ?? buckets }),
  macaddr: (_draft, value) => readMac(value),
  priority: ({ priority }, value) => ({
    priority: (leadingIntegers(value, 1)?.[0] ?? priority) & 0xffff,
  }),
  s: (_draft, directory) => ({ directory }),
  m: ({ mode }, value) => withDefined('mode', readOctal(value, mode)),
  dirmode: ({ directoryMode }, value) =>
    withDefined('directoryMode', readOctal(value, directoryMode)),
  group: (_draft, group) => ({ group }),
  daemon: () => ({ daemon: true }),
  pidfile: (_draft, pidfile) => ({ pidfile }),
  rcfile: (_draft, rcfile) => ({ rcfile }),
  mgmt: (_draft, management) => ({ management }),
  mgmtmode: ({ managementMode }, value) => ({ managementMode: readOctal(value, managementMode) }),
  mgmtgroup: (_draft, managementGroup) => ({ managementGroup }),
  nostdin: () => ({ noStdin: true }),
  // Without effect in vde_switch as well.
  debugclients: () => ({}),
  tap: ({ taps }, tap) =>
    taps.length < MAX_TAPS
      ? { taps: [...taps, tap] }
      : new WrongValue(`More than ${MAX_TAPS} taps`, false),
};

function withDefined<Key extends 'mode' | 'directoryMode'>(key: Key, value: number | undefined) {
  return value === undefined ? {} : { [key]: value };
}

/** Names that mean the same have one reader. */
function readerOf({ name, letter }: OptionSpec) {
  return readers[name] ?? readers[letter!]!;
}

/**
 * Reads the arguments behind `vdelab switch`.
 *
 * @param version for `--version`
 * @param groupExists whether this computer has a group of that name
 */
export function readOptions(
  args: readonly string[],
  version: string,
  groupExists: (name: string) => boolean,
): ReadOptions {
  const complaints: string[] = [];
  const exit = (code: number, output: string) =>
    ({ type: 'exit', code, output, complaints }) as const;
  const all = getoptLongOnly(args, specs);
  let draft = newDraft();
  for (const parsed of all) {
    if (parsed.kind === 'complaint') complaints.push(parsed.text);
    if (parsed.kind !== 'option') continue;
    if (parsed.spec.name === 'help') return exit(1, USAGE);
    if (parsed.spec.name === 'version') return exit(0, versionText(version));
    const read = withOption(draft, parsed.spec, parsed.value, groupExists);
    if (read instanceof WrongValue) {
      complaints.push(read.message);
      return exit(1, read.usage ? USAGE : '');
    }
    draft = read;
  }
  if (all.some(({ kind }) => kind === 'operand')) return exit(1, USAGE);
  return { type: 'run', options: { ...draft, ...modesOf(draft) }, complaints };
}

function withOption(
  draft: Draft,
  spec: OptionSpec,
  value: string,
  groupExists: (name: string) => boolean,
): Draft | WrongValue {
  if (spec.name.endsWith('group') && !groupExists(value)) {
    return new WrongValue(`No such group '${value}'`, false);
  }
  const change = readerOf(spec)(draft, value);
  return change instanceof WrongValue ? change : { ...draft, ...change };
}

/** Each mode follows from the other where only one was given (datasock.c). */
function modesOf({ mode, directoryMode }: Draft): { mode: number; directoryMode: number } {
  if (mode === undefined && directoryMode === undefined) {
    return { mode: DEFAULT_MODE, directoryMode: DEFAULT_DIRECTORY_MODE };
  }
  if (mode === undefined) return { mode: directoryMode! & 0o666, directoryMode: directoryMode! };
  return { mode, directoryMode: directoryMode ?? searchable(mode) };
}

/** A directory whose users may do to it what they may do to its sockets. */
function searchable(mode: number): number {
  const withSearch = (bits: number, search: number) => (mode & bits ? (mode & bits) | search : 0);
  return 0o2000 | withSearch(0o600, 0o100) | withSearch(0o060, 0o010) | withSearch(0o006, 0o001);
}
