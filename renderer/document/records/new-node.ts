/** What a node is when it comes from the palette: its defaults, a free name, an id of its own. */

import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { startAtOnce } from '../../../shared/kinds/fields/node-fields';
import { openGroup } from '../../../shared/kinds/group';
import { plainNote } from '../../../shared/kinds/note';
import { emptyPicture } from '../../../shared/kinds/picture';
import { plainQemu } from '../../../shared/kinds/qemu';
import type { NodeKind } from '../../../shared/kinds/registry';
import { plainShape } from '../../../shared/kinds/shape';
import { plainSwitch } from '../../../shared/kinds/switch';
import { unmanaged } from '../../../shared/kinds/switch-places';
import { plainUml } from '../../../shared/kinds/uml';
import { NO_MACHINE } from '../../../shared/kinds/vbox';
import { randomMac } from '../../../shared/net/mac-address';

export interface Point {
  x: number;
  y: number;
}

const namePrefixes = {
  switch: 'sw',
  hub: 'hub',
  pc: 'pc',
  qemu: 'vm',
  uml: 'uml',
  vbox: 'vb',
  host: 'host',
  nat: 'nat',
  tap: 'tap',
  plug: 'plug',
} as const;

const ID_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const ID_LENGTH = 8;

/**
 * A new id, `pc-k3m9x2ab`. It is random because a machine's overlay is kept under it: a machine drawn
 * later must not find the disk of a deleted one.
 */
export function newId(prefix: string, random: () => number): string {
  let id = `${prefix}-`;
  for (let index = 0; index < ID_LENGTH; index++) {
    id += ID_ALPHABET[Math.floor(random() * ID_ALPHABET.length)];
  }
  return id;
}

/** The first of `pc1`, `pc2`, ... that no node bears. */
function freeName(document: TopologyDocument, prefix: string): string {
  const taken = new Set(
    Object.values(document.nodes).map((node) => ('name' in node ? node.name : '')),
  );
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/** The first of `tap0`, `tap1`, ... that no tap of the drawing uses. */
function freeInterface(document: TopologyDocument): string {
  const taken = new Set(
    Object.values(document.nodes).map((node) => (node.kind === 'tap' ? node.interface : '')),
  );
  let number = 0;
  while (taken.has(`tap${number}`)) number++;
  return `tap${number}`;
}

function freeHostAddress(document: TopologyDocument): string {
  const setups = Object.values(document.nodes).flatMap((node) => {
    if (node.kind === 'host') return [node.script];
    return node.kind === 'pc' ? node.setup : [];
  });
  let host = 1;
  while (setups.some((line) => line.includes(`10.0.0.${host}/`))) host++;
  return `10.0.0.${Math.min(host, 254)}`;
}

const switchDefaults = { ports: 8, directory: '', mode: '0700', group: '' };
const noImages = { initrd: '', append: '' };

/** A node of the kind at a place, as it comes from the palette. */
export function newNode(
  document: TopologyDocument,
  kind: NodeKind,
  at: Point,
  random: () => number,
): TopologyNode {
  const place = { id: newId(kind, random), x: Math.round(at.x), y: Math.round(at.y) };
  switch (kind) {
    case 'note':
      return { ...place, kind, width: 200, height: 96, text: '', ...plainNote };
    case 'shape':
      return { ...place, kind, ...plainShape };
    case 'picture':
      return { ...place, kind, ...emptyPicture };
    case 'group':
      return { ...place, kind, name: freeName(document, 'group'), ...openGroup };
  }
  const placed = { ...place, name: freeName(document, namePrefixes[kind]) };
  const card = { mac: randomMac(random) };
  switch (kind) {
    case 'switch':
      return { ...placed, kind, ...switchDefaults, ...plainSwitch };
    case 'hub':
      return { ...placed, kind, ...switchDefaults, ...unmanaged };
    case 'pc':
      return {
        ...placed,
        kind,
        cards: [card],
        setup: [`ip addr add ${freeHostAddress(document)}/24 dev eth0`],
        start: startAtOnce,
      };
    case 'qemu':
      return {
        ...placed,
        kind,
        ...noImages,
        ...plainQemu,
        memory: 256,
        cpus: 1,
        cdrom: '',
        disks: [],
        kernel: '',
        accel: 'auto',
        cards: [{ ...card, model: 'e1000' }],
      };
    case 'uml':
      return {
        ...placed,
        kind,
        ...noImages,
        ...plainUml,
        kernel: '',
        memory: 128,
        rootfs: '',
        cards: [card],
      };
    case 'tap':
      return {
        ...placed,
        kind,
        interface: freeInterface(document),
        address: '10.0.0.254/24',
        up: true,
        bridge: '',
        start: startAtOnce,
      };
    case 'plug':
      return { ...placed, kind, locator: 'vde:///tmp/mysw', start: startAtOnce };
    case 'vbox':
      return {
        ...placed,
        kind,
        machine: NO_MACHINE,
        machineName: '',
        cards: [],
        start: startAtOnce,
      };
    case 'host':
      return {
        ...placed,
        kind,
        command: [],
        script: `ip addr add ${freeHostAddress(document)}/24 dev eth0`,
        resolvConf: '',
        cpuLimit: 0,
        memoryLimit: 0,
        cards: [card],
        start: startAtOnce,
      };
    case 'nat':
      return {
        ...placed,
        kind,
        address: '10.0.2.2/24',
        dhcpStart: '10.0.2.15',
        dns: '10.0.2.3',
        hostLoopback: true,
        forwards: [],
        start: startAtOnce,
      };
  }
}
