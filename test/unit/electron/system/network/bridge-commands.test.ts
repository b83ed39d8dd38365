import { describe, expect, it } from 'vitest';
import {
  type BridgePlan,
  bridgeCommands,
  bridgeName,
  planBridge,
  unbridgeCommands,
} from '../../../../../electron/system/network/bridge-commands';
import {
  addressText,
  type InterfaceState,
} from '../../../../../electron/system/network/interfaces';

const mac = '52:54:00:00:00:09';
const eth0: InterfaceState = {
  ...{ name: 'eth0', kind: 'wired', mac, isUp: true, master: '', hasStrangeRoutes: false },
  addresses: [
    { text: '192.0.2.5/24', words: ['192.0.2.5/24', 'scope', 'global'], label: 'eth0' },
    { text: '192.0.2.6/24', words: ['192.0.2.6/24'], label: 'eth0:1' },
  ],
  routes: [{ family: '-4', words: ['default', 'via', '192.0.2.1'] }],
};
const tap: InterfaceState = { ...eth0, name: 'tap0', kind: 'tap', addresses: [], routes: [] };
const lines = (commands: string[][]) => commands.map((args) => args.join(' '));

describe('a tap that is bridged to an interface', () => {
  it('gets a bridge around it, to which addresses and routes move', () => {
    const plan = planBridge('tap0', { ...tap, isUp: false }, false, eth0);
    expect(lines(bridgeCommands(plan))).toEqual([
      'link add name br-eth0 address 52:54:00:00:00:09 type bridge',
      'link set dev eth0 master br-eth0',
      'link set dev br-eth0 up',
      'addr del 192.0.2.6/24 dev eth0',
      'addr del 192.0.2.5/24 dev eth0',
      'addr replace 192.0.2.5/24 scope global dev br-eth0',
      'addr replace 192.0.2.6/24 dev br-eth0',
      '-4 route replace default via 192.0.2.1 dev br-eth0',
      'link set dev tap0 master br-eth0',
      'link set dev tap0 up',
    ]);
    expect(lines(unbridgeCommands(plan))).toEqual([
      'link del dev br-eth0',
      'addr replace 192.0.2.5/24 scope global label eth0 dev eth0',
      'addr replace 192.0.2.6/24 label eth0:1 dev eth0',
      '-4 route replace default via 192.0.2.1 dev eth0',
    ]);
  });

  it('that was down is put down again before it gets its addresses back', () => {
    const plan = planBridge('tap0', tap, false, { ...eth0, isUp: false, routes: [] });
    expect(lines(bridgeCommands(plan))).toContain('link set dev eth0 up');
    expect(lines(unbridgeCommands(plan)).slice(0, 2)).toEqual([
      'link del dev br-eth0',
      'link set dev eth0 down',
    ]);
  });

  it('joins a bridge that is there, and leaves it alone', () => {
    const bridge: InterfaceState = { ...eth0, name: 'virbr0', kind: 'bridge' };
    const joined = ['link set dev tap0 master virbr0'];
    expect(lines(bridgeCommands(planBridge('tap0', tap, false, bridge)))).toEqual(joined);
    const member = { ...eth0, master: 'virbr0' };
    expect(lines(bridgeCommands(planBridge('tap0', tap, false, member)))).toEqual(joined);
    expect(unbridgeCommands(planBridge('tap0', tap, false, bridge))).toEqual([]);
  });

  it('that stays goes back to the bridge that it was in', () => {
    const bridge: InterfaceState = { ...eth0, name: 'virbr0', kind: 'bridge' };
    const lines1 = (before: InterfaceState): [string[], string[]] => {
      const plan: BridgePlan = planBridge('tap0', before, true, bridge);
      return [lines(bridgeCommands(plan)), lines(unbridgeCommands(plan))];
    };
    expect(lines1({ ...tap, master: 'br7', isUp: false })[1]).toEqual([
      'link set dev tap0 master br7',
      'link set dev tap0 down',
    ]);
    expect(lines1(tap)[1]).toEqual(['link set dev tap0 nomaster']);
    // What root has prepared is used as it is, without any right.
    expect(lines1({ ...tap, master: 'virbr0' })).toEqual([[], []]);
  });

  it('gives the bridge a name that Linux takes', () => {
    expect(bridgeName('eth0')).toBe('br-eth0');
    expect(bridgeName('enx001122334455')).toBe('br-enx001122334');
  });
});

describe('an address that `ip` tells of', () => {
  const told = { family: 'inet', local: '192.0.2.5', prefixlen: 24, scope: 'global' };

  it('keeps all that it was given', () => {
    const lease = { valid_life_time: 3600, preferred_life_time: 1800, dynamic: true };
    const more = { broadcast: '192.0.2.255', label: 'eth0', metric: 100, noprefixroute: true };
    expect(addressText({ ...told, ...more, ...lease })).toEqual({
      text: '192.0.2.5/24',
      words:
        '192.0.2.5/24 broadcast 192.0.2.255 scope global metric 100 valid_lft 3600 preferred_lft 1800 noprefixroute'.split(
          ' ',
        ),
      label: 'eth0',
    });
  });

  it('of IPv6 is not looked for on the network anew if it was not at first', () => {
    const six = { family: 'inet6', local: '2001:db8::5', prefixlen: 64, nodad: true };
    expect(addressText(six)?.words).toEqual(['2001:db8::5/64', 'nodad']);
  });

  it('is left where it is if it comes by itself', () => {
    expect(addressText({ ...told, scope: 'link' })).toBe(null);
    expect(addressText({ ...told, temporary: true })).toBe(null);
    expect(addressText({})).toBe(null);
  });
});
