import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QmpClient, QmpError } from '../../../../../electron/machines/qemu/qmp-client';

const GREETING = '{"QMP": {"version": {"qemu": {"major": 7}}, "capabilities": []}}\r\n';

interface Command {
  execute: string;
  id: number;
}

/** QEMU's end of the socket: answers each command with what `answer` gives; null says nothing. */
function fakeQemu(path: string, answer: (command: Command) => object | null): Socket {
  const socket = connect(path);
  socket.on('data', (bytes) => {
    for (const line of bytes.toString().trim().split('\n')) {
      const command = JSON.parse(line) as Command;
      const reply = answer(command);
      if (reply !== null) socket.write(`${JSON.stringify({ ...reply, id: command.id })}\r\n`);
    }
  });
  return socket;
}

describe('QmpClient', () => {
  let folder: string;
  let client: QmpClient;
  let path: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vdelab-qmp-'));
    path = join(folder, 'qmp');
    client = await QmpClient.listen(path);
  });
  afterEach(() => {
    client.close();
    rmSync(folder, { recursive: true });
  });

  it('is ready after the greeting, cut anywhere, and the negotiation', async () => {
    const commands: string[] = [];
    const qemu = fakeQemu(path, ({ execute }) => {
      commands.push(execute);
      return { return: {} };
    });
    qemu.write(GREETING.slice(0, 7));
    qemu.write(GREETING.slice(7));
    await client.ready;
    expect(commands).toEqual(['qmp_capabilities']);
  });

  it('matches replies to commands by id, past events', async () => {
    const qemu = fakeQemu(path, ({ execute }) => ({ return: { was: execute } }));
    qemu.write(`${GREETING}{"event": "RESUME", "data": {}}\r\n`);
    await client.ready;
    const answers = await Promise.all([client.execute('a'), client.execute('b')]);
    expect(answers).toEqual([{ was: 'a' }, { was: 'b' }]);
  });

  it('rejects with QEMU’s own words', async () => {
    const error = { class: 'CommandNotFound', desc: 'The command x has not been found' };
    const qemu = fakeQemu(path, ({ execute }) => (execute === 'x' ? { error } : { return: {} }));
    qemu.write(GREETING);
    await client.ready;
    await expect(client.execute('x')).rejects.toThrow('CommandNotFound: The command x');
  });

  it('does not wait for ever', async () => {
    const qemu = fakeQemu(path, ({ execute }) => (execute === 'x' ? null : { return: {} }));
    qemu.write(GREETING);
    await client.ready;
    await expect(client.execute('x', {}, 20)).rejects.toThrow('x: no answer');
  });

  it('rejects what is under way when QEMU goes', async () => {
    const qemu = fakeQemu(path, ({ execute }) => {
      if (execute === 'quit') qemu.destroy();
      return execute === 'quit' ? null : { return: {} };
    });
    qemu.write(GREETING);
    await client.ready;
    await expect(client.execute('quit')).rejects.toBeInstanceOf(QmpError);
    await expect(client.execute('query-status')).rejects.toThrow('not connected');
  });

  it('drops a peer that talks no JSON', async () => {
    const qemu = fakeQemu(path, () => null);
    qemu.write('hello\n');
    await expect(client.ready).rejects.toBeInstanceOf(QmpError);
  });

  it('removes its socket when nobody came', async () => {
    client.close();
    await expect(client.ready).rejects.toBeInstanceOf(QmpError);
    await expect.poll(() => existsSync(path)).toBe(false);
  });
});
