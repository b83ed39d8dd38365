import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createServiceSockets } from '../../../../electron/server/sockets';
import { FakeService } from './fake-service';

test('a client that answers no ping is taken to be gone; one that does stays', async () => {
  const service = new FakeService();
  const sockets = createServiceSockets(service, 250);
  const server = createServer();
  server.on('upgrade', sockets.accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    let pings = 0;
    const living = new WebSocket(url);
    living.on('ping', () => {
      pings += 1;
    });
    const dead = new WebSocket(url, { autoPong: false });
    const gone = new Promise((resolve) => dead.on('close', resolve));
    await gone;
    await vi.waitFor(() => expect(pings).toBeGreaterThan(2), { timeout: 5_000 });
    await vi.waitFor(() => expect(service.listeners.size).toBe(1));
    expect(living.readyState).toBe(WebSocket.OPEN);
  } finally {
    sockets.close();
    server.closeAllConnections();
    server.close();
  }
});

test('a message that is nested too deep ends its connection and nothing else', async () => {
  const service = new FakeService();
  const sockets = createServiceSockets(service);
  const server = createServer();
  server.on('upgrade', sockets.accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const other = new WebSocket(url);
    await new Promise((resolve) => other.on('open', resolve));
    const hostile = new WebSocket(url);
    await new Promise((resolve) => hostile.on('open', resolve));
    const params = `${'['.repeat(1000)}${']'.repeat(1000)}`;
    hostile.send(`{"id":1,"call":"lab.get","params":${params}}`);
    const code = await new Promise((resolve) => hostile.on('close', resolve));
    expect(code).toBe(1007);
    expect(other.readyState).toBe(WebSocket.OPEN);
  } finally {
    sockets.close();
    server.closeAllConnections();
    server.close();
  }
});
