import { expect, test } from 'vitest';
import { MAX_HISTORY } from '../../../../../electron/engine/terminal/history';
import { TestNetwork } from '../pc/test-network';

function single(setup: string[] = []): TestNetwork {
  const network = new TestNetwork();
  network.add('pc1', 2, setup);
  return network;
}

test('setup commands are echoed with their output, and a failing one stops nothing', () => {
  const network = single([
    '# my host',
    'nonsense',
    '',
    'echo "a  b"',
    'ip a a 10.0.0.1/24 dev eth0',
  ]);
  expect(
    network.screen('pc1'),
  ).toBe(`Vdelab built-in PC. Type "help" for the commands that it knows.
pc1:~# # my host
pc1:~# nonsense
nonsense: command not found; type "help" for what there is.
pc1:~# 
pc1:~# echo "a  b"
a  b
pc1:~# ip a a 10.0.0.1/24 dev eth0
pc1:~# `);
  expect(network.run('pc1', 'ip addr show dev eth0')).toContain(
    '    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0\n',
  );
});

test('pasted lines run in order, whatever their line ends', () => {
  const text = single().type('pc1', 'echo 1\r\necho 2\necho 3\recho 4');
  expect(text).toBe('echo 1\n1\npc1:~# echo 2\n2\npc1:~# echo 3\n3\npc1:~# echo 4');
});

test('lines typed while a command runs wait for it, and Ctrl-C drops them', () => {
  const network = single(['ip a add 10.0.0.1/24 dev eth0']);
  network.type('pc1', 'ping -c 1 -W 1 10.0.0.9\recho after\r', 500);
  expect(network.screen('pc1')).not.toContain('after');
  network.pass(4000);
  expect(network.screen('pc1')).toMatch(/pc1:~# echo after\nafter\npc1:~# $/);
  network.type('pc1', 'ping 10.0.0.9\recho lost\r', 500);
  network.type('pc1', '\x03', 500);
  expect(network.screen('pc1')).not.toContain('lost');
});

test('; goes on, && only after success', () => {
  const network = single();
  expect(network.run('pc1', 'nope; echo a && echo b')).toContain('\na\nb\npc1');
  expect(network.run('pc1', 'nope && echo never')).not.toContain('\nnever');
  expect(network.run('pc1', 'echo "x')).toContain('a quote is not closed');
  expect(network.run('pc1', '&& echo x')).toContain('syntax error near "&&"');
  expect(network.run('pc1', 'echo a | b')).toContain('"|" is not available');
});

test('the arrows walk through the history and back to the unfinished line', () => {
  const network = single();
  network.run('pc1', 'echo one');
  network.run('pc1', 'echo two');
  network.type('pc1', 'draft\x1b[A\x1b[A\x1b[A');
  expect(network.run('pc1', '')).toContain('\none\n');
  network.type('pc1', 'echo draft\x1b[A\x1b[B');
  expect(network.run('pc1', '')).toContain('\ndraft\n');
});

test('the history is bounded', () => {
  const network = single();
  for (let line = 0; line < MAX_HISTORY + 10; line++) network.run('pc1', `echo ${line}`);
  const listed = network.run('pc1', 'history').split('\n').slice(1, -1);
  expect(listed).toHaveLength(MAX_HISTORY);
  expect(listed.at(-1)).toMatch(/history$/);
});

test('Tab completes commands, sub-commands and cards, and lists what is possible', () => {
  const network = single();
  expect(network.type('pc1', 'trace\t')).toBe('traceroute ');
  network.type('pc1', '\x15ip addr show dev eth\t\t');
  expect(network.screen('pc1')).toMatch(/eth0 {2}eth1\npc1:~# ip addr show dev eth$/);
  network.type('pc1', '1\x15ip li\tse\teth0 d\t');
  expect(network.screen('pc1')).toMatch(/ip link set eth0 down $/);
});

test('Ctrl-C leaves the line, Ctrl-D deletes in it and keeps the console open', () => {
  const network = single();
  expect(network.type('pc1', 'abc\x03')).toMatch(/abc\^C\npc1:~# $/);
  network.type('pc1', 'echo xy\x01\x06\x06\x06\x06\x06\x04');
  expect(network.run('pc1', '')).toContain('\ny\n');
  expect(network.type('pc1', '\x04')).toContain('This console stays open');
});

test('every command has help', () => {
  const network = single();
  const names = [...network.run('pc1', 'help').matchAll(/^ {2}(\S+) {2,}\S/gm)].map((m) => m[1]!);
  expect(names).toEqual(expect.arrayContaining(['ip', 'ping', 'traceroute', 'arp', 'nc', 'help']));
  for (const name of names) expect(network.run('pc1', `help ${name}`)).toContain(`\n${name}: `);
});

test('hostname changes the prompt, sysctl shows and sets', () => {
  const network = single();
  expect(network.run('pc1', 'hostname r1')).toMatch(/r1:~# $/);
  expect(network.run('pc1', 'hostname -bad-')).toContain('hostname is invalid');
  expect(network.run('pc1', 'sysctl net.ipv4.ip_forward')).toContain('net.ipv4.ip_forward = 0');
  expect(network.run('pc1', 'sysctl net.ipv4.ip_forward=2')).toContain('Invalid argument');
});
