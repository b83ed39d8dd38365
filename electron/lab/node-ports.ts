/** Where a node's numbered ports are in the data plane, and how they are made and removed. */
import { join } from 'node:path';
import { type CableEnd, type DeviceNode, isSwitch, portsOf } from '../../shared/document/topology';
import type { Dataplane, DeviceSpec } from '../dataplane/host/dataplane';
import type { DevicePort } from '../dataplane/shared/protocol';
import type { CounterValues } from '../engine/core/counters';
import { kindOf } from '../machines/kinds';
import { checkVdeDirectoryLength } from '../system/files/directories';

/** Machines have one device per card, since each card has its own socket for life. */
export function hasCardSockets(node: DeviceNode): boolean {
  return 'driver' in kindOf(node).run;
}

const cardDevice = (node: string, card: number) => `${node}/${card}`;

/** The data plane's name for an end of a cable. */
export function devicePortOf(node: DeviceNode, { port }: CableEnd): DevicePort {
  return hasCardSockets(node)
    ? { device: cardDevice(node.id, port), port: 0 }
    : { device: node.id, port };
}

/** The node and port that a device of the data plane belongs to. */
export function nodePortOf({ device, port }: DevicePort): { node: string; port: number } {
  const [node, card] = device.split('/');
  return { node: node!, port: card === undefined ? port : Number(card) };
}

/** A switch's VDE directory: the user's, or one of the app's own. */
export function switchDirectory(node: DeviceNode, instanceDirectory: string): string {
  return isSwitch(node) && node.directory !== ''
    ? node.directory
    : join(instanceDirectory, node.id);
}

/** The private VDE directories of a machine's cards, in order. */
export function cardDirectories(node: DeviceNode, instanceDirectory: string): string[] {
  return hasCardSockets(node)
    ? portsOf(node).map((card) => join(instanceDirectory, `${node.id}.${card}`))
    : [];
}

function cardSpec(node: DeviceNode, card: number, instanceDirectory: string): DeviceSpec {
  const directory = cardDirectories(node, instanceDirectory)[card]!;
  return { type: 'card', id: cardDevice(node.id, card), directory };
}

function specsOf(node: DeviceNode, hostname: string, instanceDirectory: string): DeviceSpec[] {
  const { run } = kindOf(node);
  return 'device' in run
    ? [run.device(node, hostname, switchDirectory(node, instanceDirectory))]
    : portsOf(node).map((card) => cardSpec(node, card, instanceDirectory));
}

/**
 * Makes the ports of a node. Throws a FailureError, with none left, when one cannot be made.
 *
 * @param hostname what a built-in PC calls itself
 */
export async function createPorts(
  dataplane: Dataplane,
  node: DeviceNode,
  hostname: string,
  instanceDirectory: string,
): Promise<void> {
  const made: DeviceSpec[] = [];
  try {
    for (const spec of specsOf(node, hostname, instanceDirectory)) {
      checkLength(spec, node.id, instanceDirectory);
      await dataplane.add(spec);
      made.push(spec);
    }
  } catch (error) {
    for (const { id } of made) await dataplane.remove(id);
    const { run } = kindOf(node);
    const explain = 'device' in run ? run.deviceFailure : undefined;
    throw explain === undefined ? error : await explain(error, node);
  }
}

function checkLength(spec: DeviceSpec, record: string, instanceDirectory: string): void {
  if (!('directory' in spec)) return;
  const isOwn = spec.directory.startsWith(`${instanceDirectory}/`);
  checkVdeDirectoryLength(spec.directory, record, isOwn);
}

/** Makes the port of one more card of a machine. Throws a FailureError when it cannot be made. */
export async function addCard(
  dataplane: Dataplane,
  node: DeviceNode,
  card: number,
  instanceDirectory: string,
): Promise<void> {
  const spec = cardSpec(node, card, instanceDirectory);
  checkLength(spec, node.id, instanceDirectory);
  await dataplane.add(spec);
}

/** Removes the port of a machine's last card. */
export async function removeCard(dataplane: Dataplane, node: string, card: number): Promise<void> {
  await dataplane.remove(cardDevice(node, card));
}

/** Removes the ports of a node, as it was when they were made. */
export async function removePorts(dataplane: Dataplane, node: DeviceNode): Promise<void> {
  if (!hasCardSockets(node)) {
    await dataplane.remove(node.id);
    return;
  }
  for (const card of portsOf(node)) await dataplane.remove(cardDevice(node.id, card));
}

/** Sets the counters of a node's ports to zero. */
export async function resetCounters(dataplane: Dataplane, node: DeviceNode): Promise<void> {
  const devices = hasCardSockets(node)
    ? portsOf(node).map((card) => cardDevice(node.id, card))
    : [node.id];
  for (const device of devices) await dataplane.resetCounters(device);
}

/** The counters of a node's ports, by its own numbers. */
export function countersOf(
  dataplane: Dataplane,
  node: DeviceNode,
): { port: number; values: CounterValues }[] {
  if (!hasCardSockets(node)) {
    return dataplane.counters(node.id).map((values, port) => ({ port, values }));
  }
  return portsOf(node).flatMap((card) =>
    dataplane.counters(cardDevice(node.id, card)).map((values) => ({ port: card, values })),
  );
}

/** Kinds whose ports' addresses are their own; behind a tap or a plug are those of whole networks. */
function hasOwnAddresses(node: DeviceNode): boolean {
  return 'cards' in node;
}

/** The IPv4 addresses of a node, card by card, as numbers: a built-in PC's own, or those it announced. */
export function addressesOf(dataplane: Dataplane, node: DeviceNode): number[] {
  if (!hasOwnAddresses(node)) return [];
  const devices = hasCardSockets(node)
    ? portsOf(node).map((card) => cardDevice(node.id, card))
    : [node.id];
  return devices.flatMap((device) => dataplane.addresses(device).flat());
}
