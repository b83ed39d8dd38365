/** What keeps a single machine or plug from doing what its drawing promises. */

import type { DeviceNode, PlugNode } from '../document/topology';
import type { Finding } from '../failure/finding';
import { utf8Length } from '../text/utf8-length';
import { MAX_SWITCH_DIRECTORY_BYTES } from '../vde/vde-limits';
import { type Locator, parseLocator, runsCommand } from '../vde/vnl';
import { locatorModule, locatorModules } from '../vde/vnl-modules';
import { qemuFindings } from './qemu-rules';
import { umlFindings } from './uml-rules';

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

function plugFindings(node: PlugNode): Finding[] {
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
  const findings: Finding[] = unknownModules(parsed.locator).map((module) => ({
    ...at,
    severity: 'warning',
    message: `${node.name} uses the module "${module}", which vdeplug4 does not bring along.`,
    next: `Check its spelling; known are ${Object.keys(locatorModules).join(', ')}.`,
  }));
  findings.push(...longDirectories(node, parsed.locator));
  if (runsCommand(node.locator)) {
    findings.push({
      ...at,
      severity: 'warning',
      message: `${node.name} runs a command on this computer when it is started: ${node.locator}`,
      next: 'Start it only if you know the command and who wrote it.',
    });
  }
  return findings;
}

/** The findings that concern one device by itself. */
export function machineFindings(node: DeviceNode): Finding[] {
  switch (node.kind) {
    case 'qemu':
      return qemuFindings(node);
    case 'uml':
      return umlFindings(node);
    case 'plug':
      return plugFindings(node);
    case 'switch':
    case 'hub':
    case 'pc':
    case 'vbox':
    case 'host':
    case 'nat':
    case 'tap':
      return [];
  }
}
