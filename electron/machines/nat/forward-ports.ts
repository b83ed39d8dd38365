/**
 * Whether the ports that a node wants to listen at are free. slirp says nothing when it cannot have
 * one, and does without it; so each is taken for a moment before it starts.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { NatNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { PortForward } from '../../../shared/kinds/nat';

type Refusal = NodeJS.ErrnoException | null;

function tcpRefusal({ hostAddress, hostPort }: PortForward): Promise<Refusal> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(hostPort, hostAddress, () => server.close(() => resolve(null)));
  });
}

function udpRefusal({ hostAddress, hostPort }: PortForward): Promise<Refusal> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => socket.close(() => resolve(error)));
    socket.bind(hostPort, hostAddress, () => socket.close(() => resolve(null)));
  });
}

interface Meaning {
  readonly code: Failure['code'];
  readonly why: string;
  readonly next: string;
}

function meaningOf({ code, message }: NodeJS.ErrnoException): Meaning {
  switch (code) {
    case 'EADDRINUSE':
      return {
        code: 'address-in-use',
        why: 'another program listens there',
        next: 'End that program, or forward from another port.',
      };
    case 'EACCES':
      return {
        code: 'permission',
        why: 'only root may',
        next: 'Forward from a port from 1024 on.',
      };
    case 'EADDRNOTAVAIL':
      return {
        code: 'bad-request',
        why: 'this computer does not have that address',
        next: 'Listen at 127.0.0.1, or at an address of this computer.',
      };
    default:
      return { code: 'program-failed', why: message, next: 'Forward from another port.' };
  }
}

/** The first port that the node cannot have, as a failure that names it; null if it can have them all. */
export async function checkForwards(node: NatNode): Promise<Failure | null> {
  for (const forward of node.forwards) {
    const refusal = await (forward.protocol === 'tcp' ? tcpRefusal(forward) : udpRefusal(forward));
    if (refusal !== null) return forwardFailure(node, forward, refusal);
  }
  return null;
}

/** That a node cannot have one of its ports. */
export function forwardFailure(
  node: NatNode,
  forward: PortForward,
  refusal: NodeJS.ErrnoException,
): Failure {
  const { code, why, next } = meaningOf(refusal);
  const { protocol, hostAddress, hostPort } = forward;
  const port = `${protocol.toUpperCase()} port ${hostPort}`;
  return {
    code,
    message: `${node.name} cannot listen at ${port} of ${hostAddress}: ${why}.`,
    next,
    detail: refusal.message,
    record: node.id,
    field: `forwards.${node.forwards.indexOf(forward)}`,
  };
}
