/**
 * What makes a document valid beyond its types. Every finding names the record, says what is wrong and
 * how to mend it. Runs at every edit, so each rule takes time linear in the size of the document.
 */

import {
  type DeviceNode,
  isDevice,
  nameOf,
  type TapNode,
  type TopologyDocument,
  type TopologyNode,
} from '../document/topology';
import type { Finding } from '../failure/finding';
import type { Remedy } from '../failure/remedy';
import { hostAddressFault, parseIpPrefix } from '../net/ip-address';
import { isUnicastMac } from '../net/mac-address';
import { cableFindings } from './cable-rules';
import { type Claim, duplicates } from './claims';
import { groupFindings } from './group-rules';
import { imageFindings } from './image-rules';
import { machineFindings } from './machine-rules';
import { natFindings } from './nat-rules';
import { switchFindings } from './switch-rules';
import { vboxFindings } from './vbox-rules';

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

function* macClaims(devices: readonly DeviceNode[]): Generator<Claim> {
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

/** The first that is not taken, which is taken from then on. */
function nextFree(taken: Set<string>, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) {
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
  return undefined;
}

/** @param field path of the address, like `cards.0.mac` */
function otherMac(node: DeviceNode, field: string, mac: string | undefined): Remedy | undefined {
  if (mac === undefined || !('cards' in node)) return undefined;
  const at = Number(field.split('.')[1]);
  const value = node.cards.map((card, index) => (index === at ? { ...card, mac } : card));
  return { do: 'set-field', field: 'cards', value, label: `Use ${mac}` };
}

function* tapNames(): Generator<string> {
  for (let number = 0; number < 1000; number++) yield `tap${number}`;
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

/** Whether the text is an IPv4 or IPv6 address with its prefix length, like 10.0.0.254/24. */
export function isCidr(text: string): boolean {
  return text.includes('/') && parseIpPrefix(text) !== null;
}

function otherTap(name: string | undefined): Remedy | undefined {
  return name === undefined
    ? undefined
    : { do: 'set-field', field: 'interface', value: name, label: `Use ${name}` };
}

function tapFindings(devices: readonly DeviceNode[]): Finding[] {
  const taps = devices.filter((node): node is TapNode => node.kind === 'tap');
  const claims = taps.map((node) => ({ node, value: node.interface, field: 'interface' }));
  const names = new Set(taps.map((node) => node.interface));
  const findings = duplicates(claims, ({ node, value }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} uses the interface ${value}, and so does ${nameOf(first)}.`,
    next: 'Give one of them another interface, like tap1.',
    remedy: otherTap(nextFree(names, tapNames())),
  }));
  const bridged = taps.filter(({ bridge }) => bridge !== '');
  const bridges = bridged.map((node) => ({ node, value: node.bridge, field: 'bridge' }));
  findings.push(
    ...duplicates(bridges, ({ node, value }, first) => ({
      severity: 'error',
      message: `${nameOf(node)} is bridged to ${value}, and so is ${nameOf(first)}.`,
      next: 'Bridge one of them, and join the other one to it by a switch of the drawing.',
    })),
  );
  return [...findings, ...taps.flatMap(tapNameFindings), ...taps.flatMap(tapAddressFindings)];
}

/** Names that the schema lets pass and the kernel does not (dev_valid_name of net/core/dev.c). */
function tapNameFindings({ id, interface: name, bridge }: TapNode): Finding[] {
  const at = { severity: 'error', record: id } as const;
  if (name === '.' || name === '..') {
    return [
      {
        ...at,
        field: 'interface',
        message: `“${name}” is no name for an interface.`,
        next: 'Choose another one, like tap0.',
      },
    ];
  }
  if (name !== bridge) return [];
  return [
    {
      ...at,
      field: 'bridge',
      message: `The tap ${name} is to be bridged to itself.`,
      next: 'Choose another interface of this computer under “Bridged to”, or none.',
    },
  ];
}

function tapAddressFindings({ id, address, name }: TapNode): Finding[] {
  if (address === '') return [];
  const at = { record: id, field: 'address' } as const;
  if (!isCidr(address)) {
    return [
      {
        ...at,
        severity: 'error',
        message: `"${address}" of ${name} is not an address with a prefix length.`,
        next: 'Write it like 10.0.0.254/24, or leave it empty.',
      },
    ];
  }
  const fault = hostAddressFault(parseIpPrefix(address)!);
  if (fault === null) return [];
  return [
    {
      ...at,
      severity: 'warning',
      message: `${address} of ${name} ${fault}.`,
      next: 'Give it one between the first and the last address of the network, like 10.0.0.254/24.',
    },
  ];
}

/** What each of the rules finds, one after the other, for those who have other things to do in between. */
export function* ruleFindings(document: TopologyDocument): Generator<Finding[], void> {
  const nodes: TopologyNode[] = Object.values(document.nodes);
  const devices = nodes.filter(isDevice);
  yield keyFindings(document);
  yield cableFindings(document);
  yield groupFindings(document);
  yield macFindings(devices);
  yield switchFindings(devices);
  yield tapFindings(devices);
  yield natFindings(devices);
  yield vboxFindings(devices);
  yield nameFindings(devices);
  yield devices.flatMap(machineFindings);
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
