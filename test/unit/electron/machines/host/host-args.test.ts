import { expect, it } from 'vitest';
import { hostArgs, hostPrompt } from '../../../../../electron/machines/host/host-args';
import { parseNamespaces } from '../../../../../electron/machines/host/namespace-members';
import type { HostNode } from '../../../../../shared/document/topology';
import { startAtOnce } from '../../../../../shared/kinds/fields/node-fields';

const node: HostNode = {
  id: 'h',
  kind: 'host',
  name: 'Mail server',
  x: 0,
  y: 0,
  command: [],
  script: '',
  resolvConf: '',
  cpuLimit: 0,
  memoryLimit: 0,
  cards: [{ mac: '02:00:00:00:00:01' }],
  start: startAtOnce,
};

it('a host with one card is vdens, a name of its own, and its program', () => {
  const paths = { cards: ['/run/v/h.0'], runtimeDirectory: '/run/v/h.m', hostname: 'Mail-server' };
  expect(['vdens', ...hostArgs(node, paths, ['/bin/bash'])].join(' ')).toBe(
    'vdens -m -i eth -s vde:///run/v/h.0 -- unshare --uts ' +
      '/bin/sh /run/v/h.m/init /run/v/h.m Mail-server  02:00:00:00:00:01 -- /bin/bash',
  );
});

it('several cards, a script and a resolv.conf; nothing of a script or program is shell text', () => {
  const drawn = {
    ...node,
    script: 'echo "$(date)"',
    resolvConf: 'nameserver 192.0.2.53',
    cards: [{ mac: '02:00:00:00:00:01' }, { mac: '02:00:00:00:00:02' }],
  };
  const paths = { cards: ['/r/0', '/r/1'], runtimeDirectory: '/r/m', hostname: 'Mail-server' };
  expect(hostArgs(drawn, paths, ['iperf3', '-s; reboot'])).toEqual([
    ...['-m', '-i', 'eth', '-s', '-r', '/r/m/resolv.conf', 'vde:///r/0', 'vde:///r/1', '--'],
    ...['unshare', '--uts', '/bin/sh', '/r/m/init', '/r/m', 'Mail-server', '/r/m/script'],
    ...['02:00:00:00:00:01', '02:00:00:00:00:02', '--', 'iperf3', '-s; reboot'],
  ]);
});

it('the prompt says whose it is', () => {
  expect(hostPrompt('Mail-server', true)).toBe('Mail-server# ');
  expect(hostPrompt('host1', false)).toBe('host1$ ');
});

it('namespaces are believed when both were written', () => {
  expect(parseNamespaces('net:[4026532180]\nuts:[4026532181]\n')).toEqual([
    'net:[4026532180]',
    'uts:[4026532181]',
  ]);
  expect(parseNamespaces('net:[4026532180]\nuts:[40')).toBeNull();
});
