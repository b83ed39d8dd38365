/**
 * What can be told of a namespace host's startup script without running it: `ip` commands that iproute2 will
 * refuse, in its own words, and the addresses that the others give. Pure.
 */

import type { HostNode } from '../../../shared/document/topology';
import {
  type IpPrefix,
  isInNetwork,
  parseIpPrefix,
  parseIpv4,
  parseIpv6,
} from '../../../shared/net/ip-address';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import type { DrawnAddress } from '../common/drawn-address';
import { type ReadScript, readScript, type ScriptCommand } from './script-commands';

export interface HostScript {
  readonly failures: readonly StartupFailure[];
  readonly addresses: readonly DrawnAddress[];
}

/** Keywords of `ip addr add` with a word behind them, and those without. */
const VALUED = ['dev', 'local', 'peer', 'broadcast', 'brd', 'label', 'scope', 'metric', 'proto'];
const TIMED = ['valid_lft', 'preferred_lft', 'anycast'];
const ALONE = ['home', 'nodad', 'mngtmpaddr', 'noprefixroute', 'autojoin', 'onlink'];

/** Whether the word is the keyword or begins it, as iproute2 reads it. */
const means = (word: string | undefined, keyword: string) =>
  word !== undefined && word !== '' && keyword.startsWith(word);

interface Given {
  readonly values: ReadonlyMap<string, string>;
  /** The first word that is no keyword. */
  readonly bare: string | undefined;
}

function given(words: readonly string[], valued: readonly string[]): Given {
  const values = new Map<string, string>();
  let bare: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (valued.includes(word)) values.set(word, words[++index] ?? '');
    else if (!ALONE.includes(word)) bare ??= word;
  }
  return { values, bare };
}

/** With the bits of the network written as a mask, which `ip` takes as well. */
function prefixOf(text: string): IpPrefix | null {
  const [head = '', mask = ''] = text.split('/');
  const number = parseIpv4(mask);
  if (number === null) return parseIpPrefix(text);
  const bits = number.toString(2).padStart(32, '0');
  const length = bits.indexOf('0') === -1 ? 32 : bits.indexOf('0');
  return bits.slice(length).includes('1') ? null : parseIpPrefix(`${head}/${length}`);
}

type Fault = string | null;

const noPrefix = (text: string) => `Error: any valid prefix is expected rather than "${text}".`;

class Reader {
  readonly #node: HostNode;
  readonly #script: ReadScript;
  /** Whether cards are made by the script itself. */
  readonly #makesCards: boolean;
  readonly addresses: DrawnAddress[] = [];

  constructor(node: HostNode, script: ReadScript) {
    this.#node = node;
    this.#script = script;
    this.#makesCards = !script.isWhole || script.commands.some(({ words }) => makesCard(words));
  }

  /** What iproute2 will say against a command; null for nothing. */
  fault(command: ScriptCommand): Fault {
    const [object, verb, ...rest] = command.words;
    if (means(object, 'address') && (means(verb, 'add') || means(verb, 'replace'))) {
      return this.#address(command, rest);
    }
    const isRoute = means(object, 'route') && (means(verb, 'add') || means(verb, 'replace'));
    return isRoute ? this.#route(rest) : null;
  }

  #address(command: ScriptCommand, words: readonly string[]): Fault {
    const { values, bare } = given(words, [...VALUED, ...TIMED]);
    const text = values.get('local') ?? bare;
    const prefix = text === undefined ? null : prefixOf(text);
    if (text !== undefined && prefix === null) return noPrefix(text);
    const card = values.get('dev');
    if (card === undefined) return 'Not enough information: "dev" argument is required.';
    const number = this.#card(card);
    if (number === null) return this.#missing(card);
    if (prefix === null || text === undefined) return null;
    this.addresses.push({
      node: this.#node,
      port: number,
      prefix,
      isBare: !text.includes('/'),
      field: 'script',
      replaced: (other) => this.#withLine(command, text, other),
    });
    return null;
  }

  #route(words: readonly string[]): Fault {
    const { values, bare } = given(words, [
      'via',
      'dev',
      'to',
      'metric',
      'src',
      'proto',
      'scope',
      'mtu',
      'table',
      'type',
    ]);
    const target = values.get('to') ?? bare;
    const network = target === undefined || target === 'default' ? null : prefixOf(target);
    if (target !== undefined && target !== 'default') {
      if (network === null && /^[\d.:/]+$/.test(target)) return noPrefix(target);
    }
    const via = values.get('via');
    if (via === undefined) return null;
    const version = via.includes(':') ? 6 : 4;
    const address = version === 4 ? parseIpv4(via) : parseIpv6(via);
    if (address === null) {
      return /^[\d.:a-f]+$/i.test(via)
        ? `Error: any valid address is expected rather than "${via}".`
        : null;
    }
    const isKnown = this.#script.isWhole && !words.includes('onlink') && version === 4;
    const near = this.addresses.some(({ prefix }) => isInNetwork(prefix, { version, address }));
    return !isKnown || near || this.addresses.length === 0
      ? null
      : 'Error: Nexthop has invalid gateway.';
  }

  #card(name: string): number | null {
    const number = /^eth(\d)$/.exec(name)?.[1];
    return number !== undefined && Number(number) < this.#node.cards.length ? Number(number) : null;
  }

  #missing(name: string): Fault {
    return name === 'lo' || this.#makesCards ? null : `Cannot find device "${name}"`;
  }

  #withLine({ line }: ScriptCommand, before: string, after: string): string {
    const lines = this.#node.script.split('\n');
    lines[line - 1] = lines[line - 1]!.replace(before, after);
    return lines.join('\n');
  }
}

function makesCard([object, verb]: readonly string[]): boolean {
  return means(object, 'link') && (means(verb, 'add') || verb === 'set');
}

/** Reads the script as far as it can be read. */
export function readHostScript(node: HostNode): HostScript {
  const script = readScript(node.script);
  const reader = new Reader(node, script);
  const failures = script.commands.flatMap((command): StartupFailure[] => {
    const printed = reader.fault(command);
    return printed === null ? [] : [{ line: command.line, command: command.text, printed }];
  });
  return { failures, addresses: reader.addresses };
}
