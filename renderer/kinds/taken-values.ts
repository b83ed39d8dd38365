/** Values of which a lab has each only once, and which of them its nodes have. */
import type { PortForward } from '../../shared/kinds/nat';

const EVERY_ADDRESS = '0.0.0.0';
/** The command that the palette gives to a new machine. */
const DEFAULT_ADDRESS = /^ip addr add 10\.0\.0\.(\d{1,3})\/24 dev eth0$/;
const HOST = /\b10\.0\.0\.(\d{1,3})\//g;
const LAST_HOST = 254;

export class TakenValues {
  /** Directories, management sockets, interfaces, bridges and machines, each with its sort before it. */
  readonly #places = new Set<string>();
  readonly #hosts = new Set<number>();
  /** `tcp 8080` -> the addresses of this computer that are listened at. */
  readonly #ports = new Map<string, Set<string>>();

  /** Notes the places and the addresses in the commands of a node. */
  take(places: readonly string[], addressTexts: readonly string[]): void {
    for (const place of places) this.#places.add(place);
    for (const text of addressTexts) {
      for (const [, host] of text.matchAll(HOST)) this.#hosts.add(Number(host));
    }
  }

  has(place: string): boolean {
    return this.#places.has(place);
  }

  /** Whether no forward listens where this one does. */
  isFree({ protocol, hostPort, hostAddress }: PortForward): boolean {
    const others = this.#ports.get(`${protocol} ${hostPort}`) ?? new Set();
    if (hostAddress === EVERY_ADDRESS) return others.size === 0;
    return !others.has(hostAddress) && !others.has(EVERY_ADDRESS);
  }

  listen({ protocol, hostPort, hostAddress }: PortForward): void {
    const port = `${protocol} ${hostPort}`;
    this.#ports.set(port, (this.#ports.get(port) ?? new Set()).add(hostAddress));
  }

  /** The address from the palette moved on to the next free one; what a person wrote stays. */
  freeAddress(command: string): string {
    const host = Number(DEFAULT_ADDRESS.exec(command)?.[1] ?? Number.NaN);
    if (!this.#hosts.has(host)) return command;
    let free = host + 1;
    while (free <= LAST_HOST && this.#hosts.has(free)) free++;
    return free > LAST_HOST ? command : `ip addr add 10.0.0.${free}/24 dev eth0`;
  }
}
