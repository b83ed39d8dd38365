/**
 * Who listens where on this computer, as /proc/net tells it (proc(5)). Nothing is connected to and nothing is
 * bound: a drawing from somebody else may name any socket, and a connection could start what listens there.
 */
import { readFile } from 'node:fs/promises';
import type { PortForward } from '../../../shared/kinds/nat';

/** Flags of a socket that accepts connections (__SO_ACCEPTCON of linux/net.h). */
const ACCEPTS = 0x10000;
const TCP_LISTEN = '0A';
const EVERY_ADDRESS = '00000000';

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(`/proc/net/${file}`, 'utf8').catch(() => '');
  return text.split('\n').slice(1);
}

/** The paths of all stream sockets that accept connections, as their programs wrote them. */
export async function listeningSockets(): Promise<ReadonlySet<string>> {
  const paths = (await linesOf('unix')).flatMap((line) => {
    const [, , , flags = '0', , , , ...path] = line.trim().split(/\s+/);
    return (Number.parseInt(flags, 16) & ACCEPTS) === 0 ? [] : [path.join(' ')];
  });
  return new Set(paths);
}

/** An IPv4 address as /proc/net writes it: the octets from last to first. */
function inHex(address: string): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return octets.reverse().join('').toUpperCase();
}

/** Whether somebody listens at the port of this computer that is to be forwarded. */
export async function isPortTaken({
  protocol,
  hostAddress,
  hostPort,
}: PortForward): Promise<boolean> {
  const port = hostPort.toString(16).toUpperCase().padStart(4, '0');
  const wanted = inHex(hostAddress);
  const lines = [...(await linesOf(protocol)), ...(await linesOf(`${protocol}6`))];
  return lines.some((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [address = '', at] = local.split(':');
    if (at !== port || (protocol === 'tcp' && state !== TCP_LISTEN)) return false;
    // An IPv6 socket for every address has those of IPv4 as well, as a rule.
    const isEvery = /^0+$/.test(address) || wanted === EVERY_ADDRESS;
    return isEvery || address.endsWith(wanted);
  });
}
