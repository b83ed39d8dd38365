/**
 * A data plane that is kept as busy as its clients, consoles and drawing can: commands of the main thread
 * are answered, other switches forward, and what was asked for comes whole.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfectConditions } from '../../shared/document/cable-conditions';
import { perfectCable } from '../../shared/document/topology';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { ManagementClient } from '../harness/management-client';
import { eventually, VdeTestClient } from '../harness/vde-client';

/** A worker that answers later than this counts as hung. */
const HUNG_MS = 1_000;

let test: TestPlane;
let clients: ManagementClient[];

beforeEach(() => {
  test = openTestPlane();
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await test.close();
});

async function console_(path: string): Promise<ManagementClient> {
  const client = await ManagementClient.connect(path);
  clients.push(client);
  return client;
}

/** The longest that a command of the main thread took to be answered, until `isOver`. */
async function slowestAnswer(id: string, isOver: () => boolean): Promise<number> {
  let slowest = 0;
  while (!isOver()) {
    const begin = performance.now();
    await test.plane.resetCounters(id);
    slowest = Math.max(slowest, performance.now() - begin);
  }
  return slowest;
}

/** A frame with a number in the last octet of its source. */
function frame(source: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(100).fill(0xff, 0, 6);
  bytes.set(source, 6);
  return bytes;
}

describe('a data plane', () => {
  it('answers while hubs in a ring double every frame without end', async () => {
    const names = ['h1', 'h2', 'h3'];
    const places = [];
    for (const name of names) places.push(await test.addSwitch(name, { hub: true, ports: 128 }));
    const twice = { ...perfectConditions, duplicate: 100, delay: 1 };
    for (const [index, name] of names.entries()) {
      const ends = [
        { device: name, port: 127 },
        { device: names[(index + 1) % 3]!, port: 128 },
      ] as const;
      await test.plane.connect(name, ...ends, { ...perfectCable, aToB: twice, bToA: twice });
    }
    await test.addSwitch('other');
    const [sender, receiver] = [
      await VdeTestClient.join(join(test.folder, 'other')),
      await VdeTestClient.join(join(test.folder, 'other')),
    ];
    const storm = await VdeTestClient.join(places[0]!);
    let sent = 0;
    const end = performance.now() + 3_000;
    const slowest = await slowestAnswer('h1', () => {
      // A sender that nobody can learn, so that the storm is not held down by its address.
      storm.send(frame([1, 0, 0, 0, 0, 1]));
      sender.send(frame([2, 0, 0, 0, 0, 1]));
      for (let got = receiver.receive(); got !== null; got = receiver.receive()) sent++;
      return performance.now() > end;
    });
    expect(slowest).toBeLessThan(HUNG_MS);
    expect(sent).toBeGreaterThan(10);
    for (const client of [sender, receiver, storm]) client.leave();
  });

  it('answers while 64 sessions send thousands of commands each', async () => {
    const socket = join(test.folder, 'mgmt');
    await test.addSwitch('sw', { management: socket, ports: 128 });
    await test.addSwitch('other');
    const all = await Promise.all(Array.from({ length: 63 }, () => console_(socket)));
    const watching = await console_(socket);
    await watching.ask('debug/add hash');
    const lines = 'vlan/create 7\nport/allprint\nhash/print\nvlan/remove 7\nhelp\n'.repeat(400);
    for (const client of all) client.send(lines);
    const answered = () => all.every(({ log }) => log.split('\nvde$ ').length > 2_000);
    expect(await slowestAnswer('other', answered)).toBeLessThan(HUNG_MS);
    for (const client of all) expect(client.isClosed).toBe(false);
  }, 120_000);

  it('takes startup commands that want all memory for what they are', async () => {
    const before = process.memoryUsage().rss;
    await test.addSwitch('sw', {
      setup: ['port/setnumports 2147483647', 'vlan/create 5', 'hash/setsize 2147483647'],
    });
    const place = await test.addSwitch('t');
    await test.plane.startConsole('sw');
    const shown = () => test.printed.get('sw') ?? '';
    await eventually('the complaint', () =>
      shown().includes('vde[set-up]: port/setnumports 2147483647\r\n1028 No space left on device'),
    );
    expect(shown()).not.toContain('vlan/create');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    (await VdeTestClient.join(place)).leave();
  });

  it('goes on with costly startup commands by and by, before it answers anybody', async () => {
    const socket = join(test.folder, 'mgmt');
    const tagged = Array.from({ length: 4_093 }, (_, index) => index + 1);
    const vlans = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [String(index + 1), { untagged: 0, tagged }]),
    );
    const costly = ['port/setnumports 4096', 'port/setnumports 128', 'vlan/allprint', 'fstp/print'];
    const setup = [...Array.from({ length: 49 }, () => costly).flat(), 'port/setnumports 77'];
    await test.addSwitch('other');
    const added = test.addSwitch('sw', {
      ports: 128,
      management: socket,
      setup,
      configuration: { vlans, fstp: true, priority: 0x8000 },
    });
    let isAdded = false;
    void added.then(() => {
      isAdded = true;
    });
    expect(await slowestAnswer('other', () => isAdded)).toBeLessThan(HUNG_MS);
    const client = await console_(socket);
    expect(await client.ask('port/showinfo')).toContain('Numports=77\n');
  }, 60_000);
});

describe('a console', () => {
  let socket: string;

  beforeEach(async () => {
    socket = join(test.folder, 'mgmt');
    await test.addSwitch('sw', { management: socket });
  });

  it('gives a table of thousands of addresses whole to who reads it', async () => {
    const host = await VdeTestClient.join(join(test.folder, 'sw'));
    const addresses = 12_000;
    for (let number = 0; number < addresses; number++) {
      const bytes = frame([2, 0, 0, 0, number >> 8, number & 255]);
      await eventually('room', () => host.send(bytes));
    }
    const client = await console_(socket);
    const answer = await client.ask('hash/print');
    expect(answer.match(/^Hash: /gm)).toHaveLength(addresses);
    expect(answer.endsWith('.\n1000 Success\n')).toBe(true);
    host.leave();
  });

  it('waits for a client that does not read, and then goes on where it was', async () => {
    const slow = await console_(socket);
    const other = await console_(socket);
    slow.pause();
    slow.send('help\n'.repeat(2_000));
    for (let count = 0; count < 5; count++) {
      expect(await other.ask('port/showinfo')).toContain('1000 Success');
    }
    slow.resume();
    await eventually('all answers', () => slow.log.split('1000 Success\n').length === 2_001);
    expect(slow.isClosed).toBe(false);
  });

  it('sends a client away that wants to be told everything and reads nothing', async () => {
    const deaf = await console_(socket);
    await deaf.ask('debug/add hash');
    deaf.pause();
    const host = await VdeTestClient.join(join(test.folder, 'sw'));
    for (let number = 0; number < 16_000; number++) {
      const bytes = frame([2, 0, 0, 1, number >> 8, number & 255]);
      await eventually('room', () => host.send(bytes));
    }
    deaf.resume();
    await eventually('the end', () => deaf.isClosed);
    host.leave();
  });

  it('reads no FIFO, device, folder or endless file, and does not wait for one', async () => {
    const client = await console_(socket);
    const fifo = join(test.folder, 'fifo');
    spawnSync('mkfifo', [fifo]);
    for (const path of [fifo, '/dev/zero', '/dev/null']) {
      expect(await client.ask(`load ${path}`)).toBe('1022 Invalid argument\n');
    }
    expect(await client.ask(`load ${test.folder}`)).toBe('1021 Is a directory\n');
    const itself = join(test.folder, 'itself');
    writeFileSync(itself, `load ${itself}\n`.repeat(50));
    expect(await client.ask(`load ${itself}`)).toContain('1040 Too many levels of symbolic links');
    writeFileSync(itself, 'vlan/create 9\n');
    expect(await client.ask(`load ${itself}`)).toBe(
      `vde[${itself}]: vlan/create 9\n1000 Success\n1000 Success\n`,
    );
  });

  it('loads a file in the app, and takes what is typed meanwhile behind it', async () => {
    const script = join(test.folder, 'rc');
    writeFileSync(script, 'vlan/create 9\n');
    await test.plane.startConsole('sw');
    test.plane.type('sw', `load ${script}\rvlan/remove 9\r`);
    const shown = () => test.printed.get('sw') ?? '';
    await eventually('both answers', () =>
      /vlan\/create 9\r\n1000 Success\r\n1000 Success\r\n.*vlan\/remove 9\r\n1000 Success\r\n/s.test(
        shown(),
      ),
    );
  });
});
