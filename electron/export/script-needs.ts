/** What an exported script looks for before it starts anything: programs, files, ports. */
import { scriptOf } from '../machines/kinds';
import { hasConditions } from './script/script-conditions';
import type { Drawing } from './script/script-network';
import { type Need, VDE_PLUG } from './script/script-part';
import { commandLine, comment } from './script/shell-words';

/** Most names that are spelt out in one line. */
const MAX_NAMES = 4;

function listed(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
}

function programLines({ devices, cables }: Drawing): string[] {
  const wanted = new Map<string, { need: Need; names: string[] }>();
  const want = (need: Need, name: string) => {
    const found = wanted.get(need.program);
    if (found === undefined) wanted.set(need.program, { need, names: [name] });
    else found.names.push(name);
  };
  for (const node of devices) for (const need of scriptOf(node).needs(node)) want(need, node.name);
  if (cables.some(({ up }) => up)) want(VDE_PLUG, 'Cables');
  if (cables.some((cable) => cable.up && hasConditions(cable))) {
    want({ program: 'wirefilter', package: 'vde2' }, 'Cables with conditions');
  }
  const tunned = devices.filter((node) => scriptOf(node).needsTun);
  return [
    ...[...wanted.values()].map(({ need, names }) =>
      commandLine('need', need.program, need.package, listed(names)),
    ),
    ...(tunned.length === 0
      ? []
      : [commandLine('need_tun', listed(tunned.map(({ name }) => name)))]),
  ];
}

/** Lines that look for all of it, and end the script with what is missing, each with who needs it. */
export function needLines(drawing: Drawing): string[] {
  const { devices } = drawing;
  return [
    comment('What is missing is told before anything is started.'),
    ...programLines(drawing),
    ...(devices.some((node) => scriptOf(node).hasTerminal) ? ['need_terminal'] : []),
    ...devices.flatMap((node) => scriptOf(node).lookups?.(node) ?? []),
    'all_there',
  ];
}
