/** Edits of what leads out of a drawing: the interfaces of this computer and the words of processes are asked. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { NatNode, PlugNode, TapNode } from '../../../shared/document/topology';
import { startAtOnce } from '../../../shared/kinds/fields/node-fields';
import { commandLine, drawnOnly, type EditedKind } from './field-edit';

const placed = { id: 's', name: 'first', x: 0, y: 0, start: startAtOnce } as const;
const unchanged = { ...drawnOnly, name: null, start: null } as const;

const show = (name: string) =>
  execFileSync('ip', ['addr', 'show', 'dev', name], { encoding: 'utf8' });

/** @param bridge one that is there */
export function tapEdits(names: readonly [string, string], bridge: string): EditedKind<TapNode> {
  const running = () => show(names.find((name) => existsSync(`/sys/class/net/${name}`))!);
  return {
    node: {
      ...placed,
      kind: 'tap',
      interface: names[0],
      address: '192.0.2.1/24',
      up: true,
      bridge: '',
    },
    edits: {
      ...unchanged,
      interface: { to: names[1], ask: running, says: (name) => `${name}:` },
      address: { to: '192.0.2.9/24', ask: running, says: (address) => ` ${address} ` },
      up: {
        to: false,
        ask: () => (/<[^>]*\bUP\b/.test(running()) ? 'up' : 'down'),
        says: (up) => (up ? 'up' : 'down'),
      },
      bridge: {
        to: bridge,
        ask: () => (running().includes(`master ${bridge}`) ? 'joined' : 'alone'),
        says: (name) => (name === '' ? 'alone' : 'joined'),
      },
    },
  };
}

export function natEdits(port: number): EditedKind<NatNode> {
  const words = () => `${commandLine('slirp://')} `;
  return {
    node: {
      ...placed,
      kind: 'nat',
      address: '10.0.2.2/24',
      dhcpStart: '10.0.2.15',
      dns: '10.0.2.3',
      hostLoopback: true,
      forwards: [],
    },
    edits: {
      ...unchanged,
      address: {
        to: '10.0.2.9/24',
        ask: words,
        says: (address) => `host=${encodeURIComponent(address)}`,
      },
      dhcpStart: { to: '10.0.2.33', ask: words, says: (address) => `dhcp=${address}` },
      dns: { to: '10.0.2.4', ask: words, says: (address) => `vnameserver=${address}` },
      hostLoopback: {
        to: false,
        ask: () => (words().includes('disable_host_loopback') ? 'disabled' : 'allowed'),
        says: (allowed) => (allowed ? 'allowed' : 'disabled'),
      },
      forwards: {
        to: [
          {
            protocol: 'tcp',
            hostAddress: '127.0.0.1',
            hostPort: port,
            guestAddress: '10.0.2.15',
            guestPort: 80,
          },
        ],
        ask: () => (words().includes(`127.0.0.1:${port}:`) ? 'forwards' : 'forwards nothing'),
        says: ({ length }) => (length > 0 ? 'forwards' : 'forwards nothing'),
      },
    },
  };
}

/** @param locators of two switches that run */
export function plugEdits(locators: readonly [string, string]): EditedKind<PlugNode> {
  return {
    node: { ...placed, kind: 'plug', locator: locators[0] },
    edits: {
      ...unchanged,
      locator: {
        to: locators[1],
        ask: () =>
          `${locators.map((locator) => commandLine(`${locator} `) + commandLine(`${locator}`)).join(' ')} `,
        says: (locator) => locator,
      },
    },
  };
}
