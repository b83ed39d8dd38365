/**
 * The usual locators as fields of a form, and back. A locator that fields cannot say whole is null: it
 * is edited as text, and nothing of it gets lost.
 */
import { execsText, shellWord, splitWords } from './command-words';
import { type Locator, parseLocator, vdeLocator } from './vnl';

export type LocatorForm =
  /** A VDE switch on this computer; an empty port takes the first that is free. */
  | { readonly type: 'vde'; readonly directory: string; readonly port: string }
  /** A VDE switch on another computer, joined over ssh by the vde_plug there. */
  | { readonly type: 'ssh'; readonly host: string; readonly directory: string }
  | {
      readonly type: 'udp';
      readonly localPort: string;
      readonly host: string;
      readonly remotePort: string;
    }
  | { readonly type: 'vxvde'; readonly group: string; readonly port: string }
  | { readonly type: 'vxlan'; readonly group: string; readonly vni: string }
  | { readonly type: 'tap'; readonly interface: string };

export type LocatorType = LocatorForm['type'];

/**
 * ssh must not ask: nobody would see the question. And it has to notice that the other side is gone,
 * which takes it three intervals.
 */
const SSH = ['ssh', '-o', 'BatchMode=yes', '-o', 'ServerAliveInterval=5'];

/** The locator of a form. Each field must be one that {@link fieldProblem} finds nothing wrong with. */
export function buildLocator(form: LocatorForm): string {
  switch (form.type) {
    case 'vde':
      return vdeLocator(form.directory, form.port === '' ? undefined : Number(form.port));
    case 'ssh': {
      const remote = ['vde_plug', vdeLocator(form.directory)].map(shellWord);
      return `cmd://${execsText([...SSH, form.host, ...remote])}`;
    }
    case 'udp':
      return `udp://${form.localPort}->${form.host}:${form.remotePort}`;
    case 'vxvde':
      return `vxvde://${form.group}${form.port === '' ? '' : `/port=${form.port}`}`;
    case 'vxlan':
      return `vxlan://${form.group}${form.vni === '' ? '' : `/vni=${form.vni}`}`;
    case 'tap':
      return `tap://${form.interface}`;
  }
}

/** The directory of a locator that is a VDE switch and nothing else. */
function plainDirectory(text: string): string | null {
  const parsed = parseLocator(text);
  if (!parsed.ok || !text.startsWith('vde://')) return null;
  const { address, parameters, nested } = parsed.locator;
  return parameters.length === 0 && nested === null ? address : null;
}

function sshForm(command: string): LocatorForm | null {
  const words = splitWords(command);
  if (words === null) return null;
  const [host, ...remote] = words.slice(SSH.length);
  const remoteText = splitWords(remote.join(' '));
  const directory = plainDirectory(remoteText?.[1] ?? '');
  if (host === undefined || directory === null) return null;
  return { type: 'ssh', host, directory };
}

/** The one parameter of the key, empty if there is none; null if there are others. */
function onlyParameter({ parameters, nested }: Locator, key: string): string | null {
  if (nested !== null || parameters.length > 1) return null;
  const [parameter] = parameters;
  if (parameter === undefined) return '';
  return parameter.key === key ? parameter.value : null;
}

function vdeForm({ address, parameters }: Locator): LocatorForm {
  return { type: 'vde', directory: address, port: parameters[0]?.key ?? '' };
}

function formOf(locator: Locator): LocatorForm | null {
  const { module, address } = locator;
  switch (module) {
    case 'vde':
      return vdeForm(locator);
    case 'cmd':
      return sshForm(address);
    case 'udp': {
      const [, localPort, host, remotePort] = /^(\d+)->(.+):(\d+)$/.exec(address) ?? [];
      if (localPort === undefined) return null;
      return { type: 'udp', localPort, host: host!, remotePort: remotePort! };
    }
    case 'vxvde': {
      const port = onlyParameter(locator, 'port');
      return port === null ? null : { type: 'vxvde', group: address, port };
    }
    case 'vxlan': {
      const vni = onlyParameter(locator, 'vni');
      return vni === null ? null : { type: 'vxlan', group: address, vni };
    }
    case 'tap':
      return { type: 'tap', interface: address };
    default:
      return null;
  }
}

const isPort = (text: string) => /^[1-9]\d{0,4}$/.test(text) && Number(text) < 65_536;
/** No dash in front, which ssh would take for an option. */
const isSshHost = (text: string) => /^(?!-)([A-Za-z0-9_.+-]+@)?(?!-)[A-Za-z0-9_.:%-]+$/.test(text);
const isHost = (text: string) => /^(?!-)[A-Za-z0-9_.:%-]+$/.test(text);

const aPort = (text: string) => (isPort(text) ? null : 'A port from 1 to 65535.');
const aDirectory = (text: string) =>
  /^\/[^\0\r\n]*$/.test(text) ? null : 'A full path, one that begins with /.';
const aGroup = (text: string) => (isHost(text) ? null : 'An address like 239.1.2.3.');
const orEmpty = (rule: (text: string) => string | null) => (text: string) =>
  text === '' ? null : rule(text);

function upTo(most: number): (text: string) => string | null {
  return (text) =>
    /^(0|[1-9]\d{0,7})$/.test(text) && Number(text) <= most ? null : `A number up to ${most}.`;
}

type Rules<T extends LocatorType> = {
  readonly [F in Exclude<keyof Extract<LocatorForm, { type: T }>, 'type'>]: (
    text: string,
  ) => string | null;
};

const rules: { readonly [T in LocatorType]: Rules<T> } = {
  vde: {
    directory: aDirectory,
    port: orEmpty((text) => (isPort(text) ? null : 'The number of a port, or nothing.')),
  },
  ssh: {
    host: (text) => (isSshHost(text) ? null : 'A host, or user@host.'),
    directory: aDirectory,
  },
  udp: {
    localPort: aPort,
    host: (text) => (isHost(text) ? null : 'The name or address of the other computer.'),
    remotePort: aPort,
  },
  vxvde: { group: aGroup, port: orEmpty(aPort) },
  vxlan: { group: aGroup, vni: orEmpty(upTo(0xffffff)) },
  tap: {
    interface: (text) =>
      /^[A-Za-z0-9_.-]{1,15}$/.test(text)
        ? null
        : 'At most 15 letters, digits, dots, dashes or underscores.',
  },
};

/** What is wrong with what stands in a field of a form, or null. */
export function fieldProblem(type: LocatorType, field: string, text: string): string | null {
  const rule = (rules[type] as Record<string, (text: string) => string | null>)[field];
  return rule?.(text) ?? null;
}

function isSound(form: LocatorForm): boolean {
  return Object.entries(form).every(
    ([field, text]) => field === 'type' || fieldProblem(form.type, field, text) === null,
  );
}

/** The form of a locator; null if fields cannot say the same. */
export function locatorForm(text: string): LocatorForm | null {
  const parsed = parseLocator(text);
  const form = parsed.ok ? formOf(parsed.locator) : null;
  if (form === null || !isSound(form)) return null;
  const again = parseLocator(buildLocator(form));
  return again.ok && JSON.stringify(again) === JSON.stringify(parsed) ? form : null;
}
