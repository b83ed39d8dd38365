/** A tap of this host right on a port of a switch, as `vde_switch -t` has it (tuntap.c of vde-2). */
import { FailureError } from '../../../shared/failure/failure';
import type { Device } from '../../engine/core/device';
import type { Switch } from '../../engine/switch/switch';
import type { SwitchPort } from '../../engine/switch/switch-port';
import { EPOLLERR, EPOLLIN, EPOLLOUT } from '../../native/constants';
import { close } from '../../native/libc';
import { Egress } from '../io/egress';
import type { EndpointContext } from '../vde/vde-endpoint';
import { openTap } from './tap';

/** What a cable finds here: nothing to be plugged into. */
export const portless: Device = { inlet: () => undefined, plug: () => {}, unplug: () => {} };

/** The lowest free port of the switch; throws a FailureError when there is none. */
export function portForTap({ membership }: Switch, record: string): SwitchPort {
  const port = membership.port(membership.freePort(() => false));
  if (port !== undefined) return port;
  throw new FailureError({
    code: 'not-found',
    message: 'The switch has no free port for this tap.',
    next: 'Give the switch more ports.',
    record,
  });
}

export class SwitchTap {
  readonly #fd: number;
  readonly #port: SwitchPort;
  readonly #egress: Egress;
  readonly #context: EndpointContext;
  #isOpen = true;

  /** Opens the interface, or goes on with a descriptor of a former worker. Throws a FailureError. */
  constructor(
    device: string,
    name: string,
    port: SwitchPort,
    context: EndpointContext,
    adopted: number | null,
  ) {
    const { loop, round, ledger } = context;
    const fd = adopted ?? openTap(name, device);
    this.#fd = fd;
    this.#port = port;
    this.#context = context;
    if (adopted === null) ledger.opened({ role: 'tap', fd, device });
    this.#egress = new Egress(fd, true, round, port.counters, loop);
    loop.add(fd, EPOLLIN, { ready: (events) => this.#ready(events) });
    port.attach(this.#egress, {
      id: fd,
      module: 'tuntap',
      description: name,
      close: () => this.close(),
    });
  }

  /** Gives memory back that was not needed lately. */
  expire(): void {
    this.#egress.expire();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#port.detach(this.#egress);
    this.#egress.close();
    this.#context.loop.remove(this.#fd);
    close(this.#fd);
    this.#context.ledger.closed(this.#fd);
  }

  #ready(events: number): void {
    if (events & EPOLLOUT) this.#egress.drain();
    if (events & (EPOLLIN | EPOLLERR)) {
      const { round } = this.#context;
      round.receive(this.#fd, true, this.#port, this.#port.counters)?.holdBack(this.#fd);
    }
  }
}
