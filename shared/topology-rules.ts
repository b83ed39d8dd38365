/**
 * What makes a document valid beyond its types. Every finding names the record, says what is wrong and
 * how to mend it. Runs at every edit, so each rule takes time linear in the size of the document.
 */
import { cableFindings } from './cable-rules';
import { type Claim, duplicates } from './claims';
import type { Finding } from './finding';
import { groupFindings } from './group-rules';
import { imageFindings } from './image-rules';
import { isUnicastMac } from './mac-address';
import { machineFindings } from './machine-rules';
import { natFindings } from './nat-rules';
import { switchFindings } from './switch-rules';
import {
  type DeviceNode,
  isDevice,
  nameOf,
  type TapNode,
  type TopologyDocument,
  type TopologyNode,
} from './topology';
import { vboxFindings } from './vbox-rules';

export type { Finding } from './finding';

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
        mend: `Set its id to "${key}" in the file.`,
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
    mend: 'Give one of them another name, so that consoles and messages tell them apart.',
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

function macFindings(devices: readonly DeviceNode[]): Finding[] {
  const findings = duplicates(macClaims(devices), ({ node, value }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} has the Ethernet address ${value}, and so has ${nameOf(first)}.`,
    mend: 'Give one of the cards a new random address.',
  }));
  for (const { node, value, field } of macClaims(devices)) {
    if (isUnicastMac(value)) continue;
    findings.push({
      severity: 'error',
      record: node.id,
      field,
      message: `${value} of ${nameOf(node)} is not the address of one card (multicast or all zero).`,
      mend: 'Give the card a new random address; the second hexadecimal digit must be even.',
    });
  }
  return findings;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

/** Whether the text is an IPv4 or IPv6 address with its prefix length, like 10.0.0.254/24. */
export function isCidr(text: string): boolean {
  const [address, prefix, ...rest] = text.split('/');
  if (prefix === undefined || rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  if (isIpv4(address!)) return Number(prefix) <= 32;
  return isIpv6(address!) && Number(prefix) <= 128;
}

function tapFindings(devices: readonly DeviceNode[]): Finding[] {
  const taps = devices.filter((node): node is TapNode => node.kind === 'tap');
  const claims = taps.map((node) => ({ node, value: node.interface, field: 'interface' }));
  const findings = duplicates(claims, ({ node, value }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} uses the interface ${value}, and so does ${nameOf(first)}.`,
    mend: 'Give one of them another interface, like tap1.',
  }));
  const bridged = taps.filter(({ bridge }) => bridge !== '');
  const bridges = bridged.map((node) => ({ node, value: node.bridge, field: 'bridge' }));
  findings.push(
    ...duplicates(bridges, ({ node, value }, first) => ({
      severity: 'error',
      message: `${nameOf(node)} is bridged to ${value}, and so is ${nameOf(first)}.`,
      mend: 'Bridge one of them, and join the other one to it by a switch of the drawing.',
    })),
  );
  for (const { id, address, name } of taps) {
    if (address === '' || isCidr(address)) continue;
    findings.push({
      severity: 'error',
      record: id,
      field: 'address',
      message: `"${address}" of ${name} is not an address with a prefix length.`,
      mend: 'Write it like 10.0.0.254/24, or leave it empty.',
    });
  }
  return findings;
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
export function errorsFirst(findings: readonly Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}

/** All that is wrong with the document, errors first. Empty for one that can be started as drawn. */
export function checkTopology(document: TopologyDocument): Finding[] {
  return errorsFirst([...ruleFindings(document)].flat());
}
