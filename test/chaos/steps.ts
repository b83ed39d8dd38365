/** What a chaos run does, one step at a time. Each says what it did, so that a log can be read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diffBetween } from '../../shared/document/document-diff';
import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import { VdeTestClient } from '../harness/vde-client';
import type { App } from './app';
import type { Chance } from './chance';
import { drawCable } from './draw';
import type { Mounts } from './mounts';

export interface Run {
  readonly app: App;
  readonly chance: Chance;
  readonly folder: string;
  readonly mounts: Mounts;
  readonly clients: VdeTestClient[];
  /** Whether frames may have been lost with a thread, uncounted, since all was stopped last. */
  isTainted: boolean;
}

export interface Step {
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  readonly name: string;
  act(run: Run): Promise<string>;
}

async function documentOf({ app }: Run): Promise<TopologyDocument> {
  return (await app.call('workspace.get', {}))!.document;
}

async function devices(run: Run, kinds?: readonly string[]): Promise<string[]> {
  const { nodes } = await documentOf(run);
  return Object.values(nodes)
    .filter((node) => isDevice(node) && (kinds?.includes(node.kind) ?? true))
    .map(({ id }) => id);
}

async function type(run: Run, node: string, text: string): Promise<void> {
  await run.app.call('console.write', { console: `${node}:console`, data: text });
}

async function change(run: Run, edit: (document: TopologyDocument) => TopologyDocument) {
  const found = (await run.app.call('workspace.get', {}))!;
  const diff = diffBetween(found.document, edit(found.document));
  const { revision } = found;
  await run.app.call('workspace.change', { revision, diff, byHand: { untrusted: [] } });
}

async function some(run: Run): Promise<string[]> {
  return (await devices(run)).filter(() => run.chance.of(2) === 0);
}

async function startAll(run: Run): Promise<string> {
  await run.app.call('lab.start', { nodes: 'all' });
  return 'all';
}

async function stopAll(run: Run): Promise<string> {
  await run.app.call('lab.stop', { nodes: 'all' });
  run.isTainted = false;
  return 'all';
}

async function startOrStop(run: Run): Promise<string> {
  const nodes = await some(run);
  const name = run.chance.one(['lab.start', 'lab.stop'] as const);
  await run.app.call(name, { nodes });
  return `${name} ${nodes}`;
}

/** Starts and takes it back at once, or the other way. */
async function waver(run: Run): Promise<string> {
  const nodes = await some(run);
  const calls = ['lab.start', 'lab.stop', 'lab.start'] as const;
  await Promise.all(calls.map((name) => run.app.call(name, { nodes })));
  return `${nodes}`;
}

async function pullOrPlug(run: Run): Promise<string> {
  const { cables } = await documentOf(run);
  const id = run.chance.one(Object.keys(cables));
  const { a, b } = cables[id]!;
  await change(run, (document) => {
    const { [id]: _gone, ...others } = document.cables;
    return { ...document, cables: others };
  });
  const again = drawCable(id, a, b, run.chance);
  await change(run, (document) => ({ ...document, cables: { ...document.cables, [id]: again } }));
  return id;
}

async function condition(run: Run): Promise<string> {
  const { cables } = await documentOf(run);
  const old = run.chance.one(Object.values(cables));
  const next = drawCable(old.id, old.a, old.b, run.chance);
  await change(run, (document) => ({
    ...document,
    cables: { ...document.cables, [old.id]: next },
  }));
  return old.id;
}

async function save(run: Run): Promise<string> {
  await run.app.call('workspace.save', {});
  return '';
}

async function ping(run: Run): Promise<string> {
  const from = await devices(run, ['pc', 'host']);
  if (from.length === 0) return 'nobody';
  const node = run.chance.one(from);
  await type(run, node, `ping -c 3 10.77.0.${1 + run.chance.of(8)}\r`);
  return node;
}

async function hang(run: Run): Promise<string> {
  const node = run.chance.one(await devices(run, ['switch', 'hub']));
  const command = run.chance.one(['hang/loop', 'hang/die', 'hang/busy 700']);
  run.isTainted = true;
  await type(run, node, `${command}\r`);
  return `${command} at ${node}`;
}

async function hurtChild(run: Run): Promise<string> {
  const children = run.app.children();
  if (children.length === 0) return 'no child';
  const pid = run.chance.one(children);
  const how = run.chance.one(['SIGKILL', 'SIGSTOP', 'SIGTERM'] as const);
  try {
    process.kill(pid, how);
    if (how === 'SIGSTOP') {
      await delay(run.chance.of(1_500));
      process.kill(pid, 'SIGCONT');
    }
  } catch {
    return 'a child that had ended';
  }
  return how;
}

/** No alarm may come of it: the data plane's thread stands still with all others. */
async function standStill(run: Run): Promise<string> {
  const ms = 500 + run.chance.of(3_000);
  run.app.signal('SIGSTOP');
  await delay(ms);
  run.app.signal('SIGCONT');
  return `${ms} ms`;
}

async function killApp(run: Run): Promise<string> {
  await run.app.kill();
  run.isTainted = false;
  await run.app.start();
  return '';
}

async function endApp(run: Run): Promise<string> {
  await run.app.stop();
  run.isTainted = false;
  await run.app.start();
  return '';
}

/** Works with a folder that is full, or cannot be written, and mends it again. */
async function badFolder(run: Run): Promise<string> {
  const folder = run.chance.one(['run', 'data'] as const);
  const how = run.mounts.spoil(folder, run.chance.one(['full', 'read-only'] as const));
  try {
    const step = run.chance.one(harmless);
    const did = await step.act(run);
    return `${folder} ${how}: ${step.name} ${did}`;
  } finally {
    run.mounts.restore(folder);
  }
}

async function comeIn(run: Run): Promise<string> {
  const { nodes } = await documentOf(run);
  const places = Object.values(nodes).flatMap((node) =>
    (node.kind === 'switch' || node.kind === 'hub') && node.directory !== ''
      ? [node.directory]
      : [],
  );
  if (places.length === 0) return 'nowhere';
  const place = run.chance.one(places);
  try {
    const client = await VdeTestClient.join(place);
    run.clients.push(client);
    const frame = new Uint8Array(60).fill(0xff, 0, 6);
    frame.set([2, 0xc4, 9, 0, 0, run.chance.of(256), 0x88, 0xb5], 6);
    for (let sent = 0; sent < 50; sent++) client.send(frame);
  } catch {
    return `${place} is off`;
  }
  return place;
}

async function leave(run: Run): Promise<string> {
  const client = run.clients.shift();
  client?.leave();
  return client === undefined ? 'nobody' : '';
}

/** Somebody else writes where the app keeps its data. */
async function scribble(run: Run): Promise<string> {
  try {
    writeFileSync(join(run.folder, 'data/scribble'), 'x'.repeat(run.chance.of(10_000)));
    return '';
  } catch {
    return 'in vain';
  }
}

const harmless: readonly Step[] = [
  { weight: 4, name: 'start', act: startAll },
  { weight: 2, name: 'start or stop', act: startOrStop },
  { weight: 2, name: 'change conditions', act: condition },
  { weight: 1, name: 'save', act: save },
  { weight: 1, name: 'scribble', act: scribble },
];

export const stopEverything: Step = { weight: 2, name: 'stop', act: stopAll };

const steps: readonly Step[] = [
  ...harmless,
  stopEverything,
  { weight: 3, name: 'waver', act: waver },
  { weight: 3, name: 'pull and plug', act: pullOrPlug },
  { weight: 4, name: 'ping', act: ping },
  { weight: 2, name: 'hang the data plane', act: hang },
  { weight: 2, name: 'hurt a child', act: hurtChild },
  { weight: 1, name: 'stand still', act: standStill },
  { weight: 1, name: 'kill the app', act: killApp },
  { weight: 1, name: 'end the app', act: endApp },
  { weight: 2, name: 'spoil a folder', act: badFolder },
  { weight: 3, name: 'join', act: comeIn },
  { weight: 2, name: 'leave', act: leave },
];

export function drawStep(chance: Chance): Step {
  return chance.one(steps.flatMap((step) => Array.from({ length: step.weight }, () => step)));
}
