/** Plugs into any VDE network, by a locator. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { utf8Length } from '../text/utf8-length';
import { MAX_SWITCH_DIRECTORY_BYTES } from '../vde/vde-limits';
import { type Locator, modulesOf, parseLocator, runsCommand } from '../vde/vnl';
import { locatorModule, locatorModules, packageOfModule } from '../vde/vnl-modules';
import { defineKind, outside, unlessNamed } from './definition';
import { field } from './fields/field';
import { lineOfText, placed, startSchema } from './fields/node-fields';
import { placedFields, startFields } from './permissions/common-rules';
import { locatorRequests } from './permissions/locator-requests';

const schema = z.object({
  ...placed,
  kind: z.literal('plug'),
  /** VDE network locator that `vde_plug` joins to the drawing. */
  locator: field(lineOfText(1000).min(1), {
    label: 'Network locator',
    section: 'network',
    editor: 'locator',
  }),
  start: startSchema,
});

type PlugNode = z.infer<typeof schema>;

function needsOfLocator(text: string): string[] {
  const parsed = parseLocator(text);
  const modules = parsed.ok ? modulesOf(parsed.locator) : [];
  const packages = modules.flatMap((module) => packageOfModule(module) ?? []);
  return [...new Set(['vdeplug', ...packages])];
}

function unknownModules(locator: Locator | null): string[] {
  if (locator === null) return [];
  const inside = unknownModules(locator.nested);
  return locatorModule(locator.module) === undefined ? [locator.module, ...inside] : inside;
}

/** Modules whose address is the directory of a switch. */
const WITH_DIRECTORY: ReadonlySet<string> = new Set(['vde', 'switch', 'hub']);

/** Directories of switches that no client can join, since the paths of their sockets have no room. */
function longDirectories(node: PlugNode, locator: Locator | null): Finding[] {
  if (locator === null) return [];
  const { module, address, nested } = locator;
  const inside = longDirectories(node, nested);
  const bytes = utf8Length(address);
  if (!WITH_DIRECTORY.has(module) || bytes <= MAX_SWITCH_DIRECTORY_BYTES) return inside;
  return [
    {
      severity: 'error',
      record: node.id,
      field: 'locator',
      message: `The switch directory ${address} that ${node.name} names is ${bytes} bytes long; at most ${MAX_SWITCH_DIRECTORY_BYTES} leave room for the sockets in it.`,
      next: 'Let that switch have a shorter directory, like /tmp/mysw, and name that one.',
    },
    ...inside,
  ];
}

function findings(node: PlugNode): Finding[] {
  const at = { record: node.id, field: 'locator' } as const;
  const parsed = parseLocator(node.locator);
  if (!parsed.ok) {
    return [
      {
        ...at,
        severity: 'error',
        message: `The locator of ${node.name} cannot be read: ${parsed.problem} (character ${parsed.at + 1}).`,
        next: 'Write it as module://address, like vde:///tmp/mysw or slirp://.',
      },
    ];
  }
  const found: Finding[] = unknownModules(parsed.locator).map((module) => ({
    ...at,
    severity: 'warning',
    message: `${node.name} uses the module "${module}", which vdeplug4 does not bring along.`,
    next: `Check its spelling; known are ${Object.keys(locatorModules).join(', ')}.`,
  }));
  found.push(...longDirectories(node, parsed.locator));
  if (runsCommand(node.locator)) {
    found.push({
      ...at,
      severity: 'warning',
      message: `${node.name} runs a command on this computer when it is started: ${node.locator}`,
      next: 'Start it only if you know the command and who wrote it.',
    });
  }
  return found;
}

export const plugKind = defineKind({
  schema,
  ...outside,
  portLabel: () => 'plug',
  needs: ({ locator }) => needsOfLocator(locator),
  findings,
  notRunning: unlessNamed,
  permissions: {
    ...placedFields,
    locator: { can: ['runs', 'writes', 'reads', 'reaches'], wishes: locatorRequests },
    start: startFields,
  },
});
