/**
 * What only one node of a lab may have: names, Ethernet addresses, places of sockets, interfaces and
 * ports of this computer. A copy gets its own where there is a next one, else it goes without. An image
 * that is written to directly is left as it is: the rules name both machines and how to mend it. Pure.
 */

import type {
  NatNode,
  SwitchNode,
  TapNode,
  TopologyDocument,
  TopologyNode,
  VboxNode,
} from '../../../shared/document/topology';
import type { PortForward } from '../../../shared/kinds/nat';
import { NO_MACHINE } from '../../../shared/kinds/vbox';
import { randomMac } from '../../../shared/net/mac-address';
import { normalPath } from '../../../shared/vde/normal-path';
import { copyName } from './copy-name';

const EVERY_ADDRESS = '0.0.0.0';
const LAST_PORT = 65_535;
const MAX_INTERFACE = 15;
/** The command that the palette gives to a new machine. */
const DEFAULT_ADDRESS = /^ip addr add 10\.0\.0\.(\d{1,3})\/24 dev eth0$/;
const LAST_HOST = 254;

/** The values that nodes have, to which each copy adds its own. */
export class UniqueValues {
  readonly #random: () => number;
  readonly #names = new Set<string>();
  readonly #macs = new Set<string>();
  /** Directories, management sockets, interfaces, bridges and machines, each with its kind before it. */
  readonly #places = new Set<string>();
  readonly #hosts = new Set<number>();
  /** `tcp 8080` -> the addresses of this computer that are listened at. */
  readonly #ports = new Map<string, Set<string>>();

  constructor(document: TopologyDocument, random: () => number) {
    this.#random = random;
    for (const node of Object.values(document.nodes)) this.#remember(node);
  }

  /** The node with everything of its own that it cannot share. It has its values from then on. */
  settle(node: TopologyNode): TopologyNode {
    const settled = this.#withOwn(this.#withMacs(this.#withName(node)));
    this.#remember(settled);
    return settled;
  }

  #withName(node: TopologyNode): TopologyNode {
    return 'name' in node ? { ...node, name: copyName(node.name, this.#names) } : node;
  }

  #withMacs(node: TopologyNode): TopologyNode {
    if (!('cards' in node)) return node;
    const cards = node.cards.map((card) => ({ ...card, mac: this.#freeMac() }));
    return { ...node, cards } as TopologyNode;
  }

  #freeMac(): string {
    let mac = randomMac(this.#random);
    while (this.#macs.has(mac)) mac = randomMac(this.#random);
    this.#macs.add(mac);
    return mac;
  }

  #withOwn(node: TopologyNode): TopologyNode {
    switch (node.kind) {
      case 'switch':
      case 'hub':
        return this.#ownSwitch(node);
      case 'tap':
        return this.#ownTap(node);
      case 'nat':
        return this.#ownNat(node);
      case 'vbox':
        return this.#ownVbox(node);
      case 'pc':
        return { ...node, setup: node.setup.map((line) => this.#ownAddress(line)) };
      case 'host':
        return { ...node, script: this.#ownAddress(node.script) };
      default:
        return node;
    }
  }

  #ownSwitch<T extends SwitchNode>(node: T): T {
    const own = (field: 'directory' | 'management') =>
      this.#places.has(`${field} ${normalPath(node[field])}`) ? '' : node[field];
    return { ...node, directory: own('directory'), management: own('management') };
  }

  #ownTap(node: TapNode): TapNode {
    return {
      ...node,
      interface: this.#freeInterface(node.interface),
      bridge: this.#places.has(`bridge ${node.bridge}`) ? '' : node.bridge,
    };
  }

  #freeInterface(name: string): string {
    const stem = name.replace(/\d+$/, '');
    let candidate = name;
    for (let number = 0; this.#places.has(`interface ${candidate}`); number++) {
      candidate = `${stem.slice(0, MAX_INTERFACE - String(number).length)}${number}`;
    }
    return candidate;
  }

  /** A forward for which no port is left is as it was; the rules tell of it. */
  #ownNat(node: NatNode): NatNode {
    const own: PortForward[] = [];
    for (const forward of node.forwards) {
      const isFree = (hostPort: number) => this.#isFree({ ...forward, hostPort });
      let hostPort = forward.hostPort;
      while (hostPort < LAST_PORT && !isFree(hostPort)) hostPort++;
      const settled = isFree(hostPort) ? { ...forward, hostPort } : forward;
      this.#listen(settled);
      own.push(settled);
    }
    return { ...node, forwards: own };
  }

  #isFree({ protocol, hostPort, hostAddress }: PortForward): boolean {
    const others = this.#ports.get(`${protocol} ${hostPort}`) ?? new Set();
    if (hostAddress === EVERY_ADDRESS) return others.size === 0;
    return !others.has(hostAddress) && !others.has(EVERY_ADDRESS);
  }

  #listen({ protocol, hostPort, hostAddress }: PortForward): void {
    const port = `${protocol} ${hostPort}`;
    this.#ports.set(port, (this.#ports.get(port) ?? new Set()).add(hostAddress));
  }

  #ownVbox(node: VboxNode): VboxNode {
    const isTaken = this.#places.has(`machine ${node.machine.toLowerCase()}`);
    return isTaken ? { ...node, machine: NO_MACHINE, machineName: '' } : node;
  }

  /** The address from the palette moves on to the next free one; what a person wrote stays. */
  #ownAddress(command: string): string {
    const host = Number(DEFAULT_ADDRESS.exec(command)?.[1] ?? Number.NaN);
    if (!this.#hosts.has(host)) return command;
    let free = host + 1;
    while (free <= LAST_HOST && this.#hosts.has(free)) free++;
    return free > LAST_HOST ? command : `ip addr add 10.0.0.${free}/24 dev eth0`;
  }

  #remember(node: TopologyNode): void {
    if ('name' in node) this.#names.add(node.name);
    if ('cards' in node) for (const { mac } of node.cards) this.#macs.add(mac.toLowerCase());
    for (const text of addressTexts(node)) {
      for (const [, host] of text.matchAll(/\b10\.0\.0\.(\d{1,3})\//g))
        this.#hosts.add(Number(host));
    }
    for (const place of placesOf(node)) this.#places.add(place);
    if (node.kind === 'nat') for (const forward of node.forwards) this.#listen(forward);
  }
}

function addressTexts(node: TopologyNode): readonly string[] {
  if (node.kind === 'host') return [node.script];
  return node.kind === 'pc' ? node.setup : [];
}

function placesOf(node: TopologyNode): string[] {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return (['directory', 'management'] as const)
        .filter((field) => node[field] !== '')
        .map((field) => `${field} ${normalPath(node[field])}`);
    case 'tap':
      return node.bridge === ''
        ? [`interface ${node.interface}`]
        : [`interface ${node.interface}`, `bridge ${node.bridge}`];
    case 'vbox':
      return node.machine === NO_MACHINE ? [] : [`machine ${node.machine.toLowerCase()}`];
    default:
      return [];
  }
}
