/**
 * What makes a document valid beyond its types. Every finding names the record, says what is wrong and
 * how to mend it. Runs at every edit, so each rule takes time linear in the size of the document.
 */

import {
  type DeviceNode,
  isDevice,
  nameOf,
  type TopologyDocument,
  type TopologyNode,
} from '../document/topology';
import type { Finding } from '../failure/finding';
import type { Remedy } from '../failure/remedy';
import { type Claim, duplicates, nextFree } from '../kinds/claims';
import type { KindTraits } from '../kinds/definition';
import { traitsOf } from '../kinds/registry';
import { isUnicastMac } from '../net/mac-address';
import { cableFindings } from './cable-rules';
import { groupFindings } from './group-rules';
import { imageFindings } from './image-rules';

function keyFindings(document: TopologyDocument): Finding[] {
  const findings: Finding[] = [];
  for (const records of [document.nodes, document.cables]) {
    for (const [key, { id }] of Object.entries(records)) {
      if (key === id) continue;
      findings.push({
        severity: 'error',
        record: key,
        field: 'id',
        message: `The record "${key}" says that its id is "${id}".`,
        next: `Set its id to "${key}" in the file.`,
      });
    }
  }
  return findings;
}

function nameFindings(devices: readonly DeviceNode[]): Finding[] {
  const claims = devices.map((node) => ({ node, value: node.name, field: 'name' }));
  return duplicates(claims, ({ value }) => ({
    severity: 'warning',
    message: `Two nodes are called "${value}".`,
    next: 'Give one of them another name, so that consoles and messages tell them apart.',
  }));
}

function* macClaims(devices: readonly DeviceNode[]): Generator<Claim<DeviceNode>> {
  for (const node of devices) {
    if (!('cards' in node)) continue;
    for (const [index, card] of node.cards.entries()) {
      yield { node, value: card.mac.toLowerCase(), field: `cards.${index}.mac` };
    }
  }
}

/** The next address, in the last three octets, which belong to whoever gives them out. */
function* macAfter(value: string): Generator<string> {
  const [head, tail] = [value.slice(0, 9), Number.parseInt(value.slice(9).replaceAll(':', ''), 16)];
  for (let step = 1; step < 0x1000000; step++) {
    const number = ((tail + step) % 0x1000000).toString(16).padStart(6, '0');
    yield head + number.replace(/..(?!$)/g, '$&:');
  }
}

/** @param field path of the address, like `cards.0.mac` */
function otherMac(node: DeviceNode, field: string, mac: string | undefined): Remedy | undefined {
  if (mac === undefined || !('cards' in node)) return undefined;
  const at = Number(field.split('.')[1]);
  const value = node.cards.map((card, index) => (index === at ? { ...card, mac } : card));
  return { do: 'set-field', field: 'cards', value, label: `Use ${mac}` };
}

function macFindings(devices: readonly DeviceNode[]): Finding[] {
  const taken = new Set<string>();
  for (const { value } of macClaims(devices)) taken.add(value);
  const findings = duplicates(macClaims(devices), ({ node, value, field }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} has the Ethernet address ${value}, and so has ${nameOf(first)}.`,
    next: 'Give one of the cards a new random address.',
    remedy: otherMac(node, field, nextFree(taken, macAfter(value))),
  }));
  for (const { node, value, field } of macClaims(devices)) {
    if (isUnicastMac(value)) continue;
    findings.push({
      severity: 'error',
      record: node.id,
      field,
      message: `${value} of ${nameOf(node)} is not the address of one card (multicast or all zero).`,
      next: 'Give the card a new random address; the second hexadecimal digit must be even.',
    });
  }
  return findings;
}

/** What each kind finds wrong with all of its nodes; kinds with the same rule are looked at together. */
function* findingsByKind(nodes: readonly TopologyNode[]): Generator<Finding[], void> {
  const groups = new Map<NonNullable<KindTraits<TopologyNode>['findingsOfAll']>, TopologyNode[]>();
  for (const node of nodes) {
    const { findingsOfAll } = traitsOf(node);
    if (findingsOfAll === undefined) continue;
    const others = groups.get(findingsOfAll);
    if (others === undefined) groups.set(findingsOfAll, [node]);
    else others.push(node);
  }
  for (const [rule, some] of groups) yield rule(some);
}

/** What each of the rules finds, one after the other, for those who have other things to do in between. */
export function* ruleFindings(document: TopologyDocument): Generator<Finding[], void> {
  const nodes: TopologyNode[] = Object.values(document.nodes);
  const devices = nodes.filter(isDevice);
  yield keyFindings(document);
  yield cableFindings(document);
  yield groupFindings(document);
  yield macFindings(devices);
  yield* findingsByKind(nodes);
  yield nameFindings(devices);
  yield nodes.flatMap((node) => traitsOf(node).findings?.(node) ?? []);
  yield imageFindings(devices);
}

/** The same findings, errors before warnings. */
function errorsFirst(findings: readonly Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}

/** Errors before warnings, and each sentence about a record once, whoever found it. */
export function distinctFindings(found: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return errorsFirst(found).filter(({ record, message }) => {
    const key = `${record} ${message}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** All that is wrong with the document, errors first. Empty for one that can be started as drawn. */
export function checkTopology(document: TopologyDocument): Finding[] {
  return errorsFirst([...ruleFindings(document)].flat());
}
