/**
 * Where `vdelab switch` differs from vde_switch on purpose: each difference with its reason, shown on
 * both. Everything else is the same, which vde-switch-differential.test.ts proves.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { type SwitchPair, type SwitchSide, startPair } from '../harness/switch-pair';
import { eventually } from '../harness/vde-client';

interface Difference {
  readonly what: string;
  readonly reason: string;
  /** What is done with each of the two; the results differ. */
  act(side: SwitchSide): Promise<unknown>;
  readonly real: unknown;
  readonly ours: unknown;
}

const BROADCAST = [255, 255, 255, 255, 255, 255];
const HOST = [2, 0, 0, 0, 0, 1];

/** The length of what arrives of a frame. */
async function lengthAfter(side: SwitchSide, length: number): Promise<number | undefined> {
  await side.join('one');
  await side.join('two');
  const frame = new Uint8Array(length);
  frame.set([...BROADCAST, ...HOST, 0x88, 0xb5]);
  const got = await side.send('one', frame);
  return got.two === undefined ? undefined : got.two[0]!.length / 2;
}

/** The line of a reply that matches. */
async function lineOf(side: SwitchSide, command: string, pattern: RegExp): Promise<string> {
  const lines = (await side.ask(command)).split('\n');
  return lines.find((line) => pattern.test(line)) ?? '';
}

async function replies(side: SwitchSide, ...commands: string[]): Promise<string[]> {
  const all: string[] = [];
  for (const command of commands) all.push((await side.ask(command)).trim());
  return all;
}

/** Writes to a session of its own; how many replies come. */
async function repliesTo(
  side: SwitchSide,
  text: string,
  wanted: number,
): Promise<number | undefined> {
  const client = await ManagementClient.connect(side.socket);
  client.send(text);
  for (let reply = 0; reply < wanted; reply++) await client.upToPrompt();
  // Whatever else there is has come before the answer to this.
  client.send('ds\n');
  await client.upToPrompt();
  const count = client.log.match(/1038 /g)?.length;
  client.close();
  return count;
}

const differences: readonly Difference[] = [
  {
    what: 'port/setnumports ends at 4096',
    reason: 'vde_switch takes memory for as many as it is told, until there is none',
    act: (side) => replies(side, 'port/setnumports 4096', 'port/setnumports 4097'),
    real: ['1000 Success', '1000 Success'],
    ours: ['1000 Success', '1028 No space left on device'],
  },
  {
    what: 'VLAN 4094 is one',
    reason: '802.1Q reserves 0 and 4095 only; vde_switch ends at 4093',
    act: (side) => replies(side, 'vlan/create 4094', 'vlan/create 4095', 'vlan/create 4096'),
    real: ['1022 Invalid argument', '1022 Invalid argument', '1022 Invalid argument'],
    ours: ['1000 Success', '1022 Invalid argument', '1022 Invalid argument'],
  },
  {
    what: 'an address moves with its first frame by another port',
    reason:
      'vde_switch sends to the old port for three seconds more, and what is sent there is lost',
    act: async (side) => {
      for (const name of ['one', 'two', 'three']) await side.join(name);
      const from = (host: number[], to: number[]) =>
        new Uint8Array([...to, ...host, 0x88, 0xb5, ...new Array(46).fill(0)]);
      await side.send('one', from(HOST, BROADCAST));
      await side.send('two', from(HOST, BROADCAST));
      return Object.keys(await side.send('three', from([2, 0, 0, 0, 0, 3], HOST)));
    },
    real: ['one'],
    ours: ['two'],
  },
  {
    what: 'hash/find names the port itself',
    reason: 'vde_switch adds 1 to it, and so sends people to the wrong port',
    act: async (side) => {
      await side.join('one', 3);
      await side.send('one', new Uint8Array([...BROADCAST, ...HOST, ...new Array(50).fill(0)]));
      return /port: (\d+)/.exec(await side.ask('hash/find 02:00:00:00:00:01'))?.[1];
    },
    real: '004',
    ours: '003',
  },
  {
    what: 'a switch of N ports has the ports 1 to N',
    reason: "vde-2's own newer versions count so; Debian's takes port 0 for one of them",
    act: (side) => lineOf(side, 'port/showinfo', /Numports/),
    real: 'Numports=9',
    ours: 'Numports=8',
  },
  {
    what: 'port/create 0 makes port 0',
    reason: 'vde_switch takes 0 for any, and makes the lowest free port',
    act: async (side) => {
      await side.ask('port/create 0');
      return lineOf(side, 'port/allprint', /^Port/);
    },
    real: expect.stringMatching(/^Port 0001 /),
    ours: expect.stringMatching(/^Port 0000 /),
  },
  {
    what: 'all lines of one write are commands',
    reason: 'vde_switch takes one read for one command and loses the rest',
    act: (side) => repliesTo(side, 'ds\nport\nhash\n', side.isReal ? 1 : 3),
    real: 2,
    ours: 4,
  },
  {
    what: 'a line of more than 128 bytes is one command',
    reason: "vde_switch's buffer ends there, and what follows is taken for another command",
    act: (side) => repliesTo(side, `ds ${'x'.repeat(200)}\n`, side.isReal ? 2 : 1),
    real: 3,
    ours: 2,
  },
  {
    what: 'frames of less than 60 bytes arrive with 60',
    reason:
      "they are filled up with zeros, as vde-2's newer versions do (with what is on the stack)",
    act: (side) => lengthAfter(side, 20),
    real: 20,
    ours: 60,
  },
  {
    what: 'frames of more than 1518 bytes arrive whole',
    reason: 'vde_switch cuts them silently; vdeplug4 sends up to 9216 bytes and their headers',
    act: (side) => lengthAfter(side, 2000),
    real: 1518,
    ours: 2000,
  },
  {
    what: 'a change of VLANs forgets only addresses that it concerns',
    reason: 'vde_switch forgets all of the VLAN, and floods frames that it could deliver',
    act: async (side) => {
      await side.join('one');
      await side.join('two');
      await side.send('one', new Uint8Array([...BROADCAST, ...HOST, ...new Array(50).fill(0)]));
      await side.join('three');
      return (await side.ask('hash/print')).includes('02:00:00:00:00:01');
    },
    real: false,
    ours: true,
  },
  {
    what: 'tagged ports have a role in the spanning tree',
    reason: 'vde_switch looks for them among the untagged ones and says Unknown',
    act: async (side) => {
      await replies(side, 'port/create 3', 'vlan/create 5', 'vlan/addport 5 3');
      await side.join('one', 3);
      return /role=(\S+)/.exec(await side.ask('fstp/print 5'))?.[1];
    },
    real: 'Unknown',
    ours: 'Designated',
  },
  {
    what: 'vlan/delport is explained as what it does',
    reason: "Debian's version explains it as vlan/addport",
    act: (side) => lineOf(side, 'help vlan/delport', /^vlan/),
    real: expect.stringContaining('add port'),
    ours: expect.stringContaining('delete port'),
  },
  {
    what: 'load says that a directory is none of its files',
    reason: 'vde_switch opens it, reads nothing and is content',
    act: (side) => replies(side, 'load /tmp'),
    real: ['1000 Success'],
    ours: ['1021 Is a directory'],
  },
  {
    what: 'load takes empty lines for nothing',
    reason: 'vde_switch says 1038 for each',
    act: async (side) => {
      const script = join(side.directory, '../script');
      writeFileSync(script, 'ds\n\nds\n');
      return (await side.ask(`load ${script}`)).match(/1038/g)!.length;
    },
    real: 3,
    ours: 2,
  },
  {
    what: 'SIGHUP ends the switch',
    reason: "as vde_switch's manual says; a handler that comes later makes it deaf to it",
    act: async (side) => {
      const pid = Number(/pid (\d+)/.exec(await side.management.ask('showinfo'))?.[1]);
      process.kill(pid, 'SIGHUP');
      if (side.isReal) return (await replies(side, 'ds'))[0];
      return eventually('its end', () => side.management.isClosed && 'gone');
    },
    real: '1038 Function not implemented',
    ours: 'gone',
  },
];

let pair: SwitchPair;

describeWith(['vde_switch'], 'the deliberate differences from vde_switch', () => {
  beforeEach(async () => {
    pair = await startPair();
  });

  afterEach(async () => {
    await pair.close();
  });

  for (const { what, reason, act, real, ours } of differences) {
    it(`${what} (${reason})`, async () => {
      expect(await pair.both(act)).toEqual({ real, ours });
    });
  }
});
