/** Management sockets of a data plane: many clients, bad ones, a worker that dies, and the console in the app. */
import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { ManagementClient } from '../harness/management-client';
import { eventually, VdeTestClient } from '../harness/vde-client';

let test: TestPlane;
let socket: string;
let clients: ManagementClient[];

beforeEach(async () => {
  test = openTestPlane();
  socket = join(test.folder, 'mgmt');
  clients = [];
  await test.addSwitch('sw', { management: socket, setup: ['vlan/create 7', 'port/create 3'] });
});

afterEach(async () => {
  for (const client of clients) client.close();
  await test.close();
});

async function open(): Promise<ManagementClient> {
  const client = await ManagementClient.connect(socket);
  clients.push(client);
  return client;
}

describe('a management socket', () => {
  it('is for its owner, and goes with its switch', async () => {
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await test.plane.remove('sw');
    expect(existsSync(socket)).toBe(false);
  });

  it('ran the startup commands before anybody could ask', async () => {
    const client = await open();
    const shown = await client.ask('vlan/allprint');
    expect(shown).toContain(
      'VLAN 0000\n -- Port 0003 tagged=0 active=0 status=Learning\nVLAN 0007\n',
    );
  });

  it('serves many sessions at once, each with debug lines of its own', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, open));
    for (const client of all.slice(0, 20)) await client.ask('debug/add port/ep');
    const joined = await VdeTestClient.join(join(test.folder, 'sw'));
    const replies = await Promise.all(all.map((client) => client.ask('port/print 1')));
    for (const reply of replies) expect(reply).toContain('Port 0001 untagged_vlan=0000 ACTIVE');
    const told = all.map(({ log }) => /3031 port\/ep\/\+ Port 01 FD +\d+$/m.test(log));
    expect(told).toEqual(all.map((_, index) => index < 20));
    joined.leave();
  });

  it('sends sessions away that are too many', async () => {
    await Promise.all(Array.from({ length: 64 }, open));
    const refused = connect(socket);
    await new Promise((resolve) => refused.once('close', resolve).once('error', () => {}));
    clients.pop()!.close();
    await eventually('a place', async () => {
      const client = connect(socket);
      const got = await new Promise<boolean>((resolve) => {
        client.once('data', () => resolve(true)).once('error', () => {});
        client.once('close', () => resolve(false));
      });
      client.destroy();
      return got;
    });
  });

  it('answers a command without a line end, and one that comes in pieces', async () => {
    const client = await open();
    client.send('vlan/create 8');
    expect(await client.upToPrompt()).toBe('1000 Success\n');
    client.send('vlan/rem');
    client.send('ove 8\nds\n');
    expect(await client.upToPrompt()).toBe('1000 Success\n');
    expect(await client.upToPrompt()).toBe('1038 Function not implemented\n');
  });

  it('goes on when the worker is replaced; sessions begin anew', async () => {
    const before = await open();
    await test.plane.replaceWorker();
    await eventually('the end of the old session', () => before.isClosed);
    const after = await open();
    expect(await after.ask('vlan/print')).toContain('VLAN 0007\n');
    await test.plane.remove('sw');
    expect(existsSync(socket)).toBe(false);
  });

  it('takes a path that is in use, or too long, for a failure that leaves nothing', async () => {
    const directory = join(test.folder, 'other');
    await expect(test.addSwitch('other', { management: socket })).rejects.toMatchObject({
      failure: { code: 'address-in-use', record: 'other' },
    });
    await expect(
      test.addSwitch('other', { management: join(test.folder, 'x'.repeat(110)) }),
    ).rejects.toMatchObject({ failure: { code: 'path-too-long' } });
    expect(existsSync(directory)).toBe(false);
    expect(await (await open()).ask('ds')).toContain('1038');
  });

  it('tells that the switch is to end', async () => {
    expect(await (await open()).ask('shutdown')).toBe('9999 END OF SESSION');
    await eventually('the notice', () => test.shutDown.join() === 'sw');
  });
});

describe("a switch's console in the app", () => {
  const shown = () => test.printed.get('sw') ?? '';

  it('greets, edits lines, completes paths and keeps a history', async () => {
    await test.plane.startConsole('sw');
    await eventually('a prompt', () => shown().endsWith('vde$ '));
    test.plane.type('sw', 'vlan/cr\t9\r');
    await eventually('the reply', () => shown().includes('vde$ vlan/create 9\r\n1000 Success\r\n'));
    test.plane.type('sw', '\x1b[A\r');
    await eventually('the second reply', () => shown().includes('1017 File exists\r\n'));
    test.plane.type('sw', 'hash/set\t\t');
    await eventually('choices', () => shown().includes('hash/setexpire  hash/setgcint'));
    test.plane.type('sw', '\x03logout\r');
    await eventually('a prompt again', () => /logout\r\n[^\n]*vde\$ $/.test(shown()));
  });

  it('shows debug lines above the line that is being typed', async () => {
    await test.plane.startConsole('sw');
    test.plane.type('sw', 'debug/add port/ep\rhash/sh');
    await eventually('the line', () => shown().endsWith('vde$ hash/sh'));
    const client = await VdeTestClient.join(join(test.folder, 'sw'));
    await eventually('the debug line', () =>
      /3031 port\/ep\/\+ Port 01 FD +\d+\r\n.*vde\$ hash\/sh$/s.test(shown()),
    );
    client.leave();
  });
});
