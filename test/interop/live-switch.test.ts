/** A switch that is changed while clients from outside are on it: they notice nothing. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, withAddress } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

let test: TestPlane;
let directory: string;
let clients: VdeTestClient[];

const at = (name: string) => join(test.folder, name);
const place = (name: string, mode = 0o600) => ({ directory: at(name), mode, group: '' });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

beforeEach(async () => {
  test = openTestPlane();
  clients = [];
  directory = await test.addSwitch('sw', { ports: 4, management: at('mgmt') });
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await test.close();
});

async function enter(where: string, port?: number): Promise<VdeTestClient> {
  const client = await VdeTestClient.join(where, port === undefined ? {} : { port });
  clients.push(client);
  // An engine that takes over knows those of whom this thread has heard.
  await eventually('news of it', () => test.presence.includes(`sw:${client.port}+`));
  return client;
}

function leave(client: VdeTestClient): void {
  clients = clients.filter((one) => one !== client);
  client.leave();
}

const frame = (last: number) => {
  const bytes = new Uint8Array(60).fill(0xff, 0, 6);
  bytes.set([2, 0, 0, 0, 0, last], 6);
  return bytes;
};

/** A frame of each of the two is heard by the other. */
async function expectTalk(one: VdeTestClient, other: VdeTestClient): Promise<void> {
  for (const [from, to, last] of [
    [one, other, 1],
    [other, one, 2],
  ] as const) {
    expect(from.send(frame(last))).toBe(true);
    expect([...(await to.next())].slice(6, 12)).toEqual([2, 0, 0, 0, 0, last]);
  }
}

describe('the ports of a switch that runs', () => {
  it('become more and fewer with everybody still there, and are counted', async () => {
    const [one, two] = [await enter(directory, 1), await enter(directory, 2)];
    await expectTalk(one, two);
    await test.plane.setPorts('sw', 40);
    await expectTalk(one, two);
    const far = await enter(directory, 33);
    expect(far.port).toBe(33);
    far.send(frame(9));
    await one.next();
    await two.next();
    expect(test.plane.counters('sw')).toHaveLength(41);
    expect(test.plane.counters('sw')[33]).toMatchObject({ framesIn: 1 });
    leave(far);
    await eventually('its leave', () => test.presence.includes('sw:33-'));
    await test.plane.setPorts('sw', 2);
    expect(test.plane.counters('sw')).toHaveLength(3);
    await expectTalk(one, two);
    await test.plane.setPorts('sw', 40);
    expect(test.plane.counters('sw')[33]).toMatchObject({ framesIn: 0 });
    expect(test.presence).not.toContain('sw:1-');
  });

  it('are kept, all of them, while a client is on one that would go', async () => {
    await enter(directory, 4);
    await expect(test.plane.setPorts('sw', 3)).rejects.toMatchObject({
      failure: { code: 'address-in-use', record: 'sw' },
    });
    expect(test.plane.counters('sw')).toHaveLength(5);
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('port/showinfo')).toContain('Numports=4\n');
    client.close();
  });

  it('are as many as drawn, also where the console has added some', async () => {
    const client = await ManagementClient.connect(at('mgmt'));
    await client.ask('port/setnumports 30');
    await client.ask('port/create 29');
    await test.plane.setPorts('sw', 16);
    expect(await client.ask('port/showinfo')).toContain('Numports=16\n');
    client.close();
  });

  it('are there again after the engine was replaced', async () => {
    await test.plane.setPorts('sw', 12);
    const [one, two] = [await enter(directory, 11), await enter(directory, 12)];
    await test.plane.replaceWorker();
    await expectTalk(one, two);
    expect(test.plane.counters('sw')[11]!.framesIn).toBe(1);
  });
});

describe('the directory of a switch that runs', () => {
  it('moves: who has joined stays, others join there, and nothing is left behind', async () => {
    const [one, two] = [await enter(directory), await enter(directory)];
    await test.plane.moveSwitch('sw', place('new'));
    expect(existsSync(join(directory, 'ctl'))).toBe(false);
    await expectTalk(one, two);
    const three = await enter(at('new'));
    three.send(frame(3));
    await one.next();
    leave(one);
    await eventually('the first to leave', () => test.presence.includes('sw:1-'));
    expect(existsSync(directory)).toBe(true);
    two.send(frame(2));
    await three.next();
    leave(two);
    await eventually('the directory to go', () => !existsSync(directory));
    leave(three);
    await eventually('the last to leave', () => test.presence.includes('sw:3-'));
    await test.plane.remove('sw');
    expect(existsSync(at('new'))).toBe(false);
  });

  it('moves back to where clients still are', async () => {
    const one = await enter(directory);
    await test.plane.moveSwitch('sw', place('new'));
    await test.plane.moveSwitch('sw', place('sw'));
    await expectTalk(one, await enter(directory));
    await eventually('the directory to go', () => !existsSync(at('new')));
  });

  it('is opened to others and closed again, with everybody still there', async () => {
    const one = await enter(directory);
    await test.plane.moveSwitch('sw', place('sw', 0o666));
    expect([modeOf(directory), modeOf(join(directory, 'ctl'))]).toEqual(['777', '666']);
    const two = await enter(directory);
    await expectTalk(one, two);
    await test.plane.moveSwitch('sw', place('sw', 0o600));
    expect([modeOf(directory), modeOf(join(directory, 'ctl'))]).toEqual(['700', '600']);
    await expectTalk(two, await enter(directory));
  });

  it('stays where it is when the new one cannot be had', async () => {
    await test.addSwitch('other');
    const one = await enter(directory);
    await expect(test.plane.moveSwitch('sw', place('other'))).rejects.toMatchObject({
      failure: { code: 'address-in-use', record: 'sw' },
    });
    await expect(
      test.plane.moveSwitch('sw', { ...place('sw'), group: 'no-such-group' }),
    ).rejects.toMatchObject({ failure: { code: 'not-found' } });
    await expectTalk(one, await enter(directory));
  });

  it('is known, and where it was as well, to an engine that takes over', async () => {
    const one = await enter(directory);
    await test.plane.moveSwitch('sw', place('new'));
    const two = await enter(at('new'));
    await test.plane.replaceWorker();
    await expectTalk(one, two);
    await expectTalk(one, await enter(at('new')));
    leave(one);
    await eventually('the directory to go', () => !existsSync(directory));
  });
});

describe('the management socket of a switch that runs', () => {
  it('moves, and who is connected stays', async () => {
    const client = await ManagementClient.connect(at('mgmt'));
    await test.plane.manageAt('sw', at('other.mgmt'));
    expect(existsSync(at('mgmt'))).toBe(false);
    expect(await client.ask('vlan/create 7')).toContain('1000 Success');
    const next = await ManagementClient.connect(at('other.mgmt'));
    expect(await next.ask('showinfo')).toContain(at('other.mgmt'));
    expect(await next.ask('vlan/allprint')).toContain('VLAN 0007');
    await test.plane.manageAt('sw', '');
    expect(existsSync(at('other.mgmt'))).toBe(false);
    expect(await next.ask('vlan/remove 7')).toContain('1000 Success');
    for (const one of [client, next]) one.close();
  });

  it('stays where it is when the new path is taken', async () => {
    await test.addSwitch('other', { management: at('taken') });
    await expect(test.plane.manageAt('sw', at('taken'))).rejects.toMatchObject({
      failure: { code: 'address-in-use' },
    });
    const client = await ManagementClient.connect(at('mgmt'));
    expect(await client.ask('showinfo')).toContain(at('mgmt'));
    client.close();
  });
});

describeWith(['vdens', 'ip', 'ping', 'root'], 'namespaces on a switch that is changed', () => {
  const programs: RunningProgram[] = [];
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop();
  });

  it('lose no ping', async () => {
    const host = inVdens(
      `vde://${directory}`,
      `${withAddress('10.9.0.1/24')} echo ready; exec sleep 1000`,
    );
    programs.push(host);
    await host.printed(/ready/);
    const script = `${withAddress('10.9.0.2/24')} ping -i 0.1 -c 30 -W 2 10.9.0.1`;
    const ping = inVdens(`vde://${directory}`, script);
    programs.push(ping);
    await ping.printed(/icmp_seq=3 /);
    await test.plane.setPorts('sw', 16);
    await test.plane.moveSwitch('sw', place('new', 0o660));
    await test.plane.manageAt('sw', at('other.mgmt'));
    const [, loss] = await ping.printed(/ (\d+)% packet loss/);
    expect(Number(loss)).toBe(0);
  });
});
