/** The examples that need no images do what their notes promise. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parseDocument } from '../../electron/document/document-text';
import type { LabStatus } from '../../shared/contract/service';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

const PROMPT = '# ';
const examples = resolve(import.meta.dirname, '../../assets/examples');

let lab: LabSession | null = null;
afterEach(async () => lab?.close());

async function start(example: string): Promise<LabSession> {
  lab = await LabSession.open(parseDocument(readFileSync(join(examples, example), 'utf8')));
  expect(await lab.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
  await lab.attach('pc1');
  await lab.until('pc1', PROMPT);
  return lab;
}

/** Replies to two pings from pc1, and their times in milliseconds. */
async function ping(session: LabSession, address: string): Promise<number[]> {
  await session.type('pc1', `ping -c 2 -W 1 ${address}\r`);
  const output = await session.until('pc1', /\d+ received[^\n]*\n/, 10_000);
  return [...output.matchAll(/time[=<]([\d.]+)/g)].map(([, time]) => Number(time));
}

const blockedEnds = ({ nodes }: LabStatus) =>
  Object.entries(nodes).flatMap(([id, { trees }]) =>
    trees.flatMap(({ ports }) =>
      ports.filter(({ state }) => state === 'discarding').map(({ port }) => `${id}:${port}`),
    ),
  );

it('two VLANs and a trunk: each PC reaches its own VLAN only', async () => {
  const session = await start('vlans.vdelab');
  expect(await ping(session, '10.0.0.3')).toHaveLength(2);
  expect(await ping(session, '10.0.0.2')).toEqual([]);
  expect(await ping(session, '10.0.0.4')).toEqual([]);
}, 60_000);

it('a loop of three switches: one end is blocked, and takes over when a cable is switched off', async () => {
  const session = await start('loop.vdelab');
  await eventually('one blocked end', async () => blockedEnds(await session.status()).length === 1);
  const times = await ping(session, '10.0.0.2');
  expect(times).toHaveLength(2);
  expect(Math.min(...times)).toBeGreaterThan(39);
  await session.change((document) => ({
    ...document,
    cables: { ...document.cables, cable1: { ...document.cables.cable1!, up: false } },
  }));
  await eventually('no blocked end', async () => blockedEnds(await session.status()).length === 0);
  expect(await ping(session, '10.0.0.2')).toHaveLength(2);
}, 60_000);

describeWith(['vde_plug'], 'the example of internet access', () => {
  it('lets a PC reach this computer', async () => {
    const session = await start('internet.vdelab');
    expect(await ping(session, '10.0.2.2')).toHaveLength(2);
    expect(await ping(session, '10.0.2.102')).toHaveLength(2);
  }, 60_000);
});

describeWith(['vdens', 'ip', 'ping', 'iperf3'], 'namespace hosts', () => {
  it('ping and measure across two switches', async () => {
    lab = await LabSession.open(
      parseDocument(readFileSync(join(examples, 'hosts.vdelab'), 'utf8')),
    );
    expect(await lab.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
    await lab.attach('host1');
    await lab.until('host1', '3 received');
    await lab.until('host1', /[\d.]+ [GM]bits\/sec +receiver/);
    await lab.attach('host3');
    await lab.type('host3', 'ping -c 1 10.0.0.1; ping -c 1 10.0.0.2\n');
    await lab.until('host3', /1 received[\s\S]*1 received/);
    await lab.attach('host2');
    await lab.until('host2', 'Accepted connection from 10.0.0.1');
    await lab.call('lab.stop', { nodes: 'all' });
    const { nodes } = await lab.status();
    expect(Object.values(nodes).map(({ state }) => state)).toEqual(Array(5).fill('off'));
  }, 90_000);
});
