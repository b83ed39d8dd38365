/** A tap of this host as a device of the data plane. */

import { NicPort } from '../../engine/cable/nic-port';
import type { PortCounters } from '../../engine/core/counters';
import { EPOLLERR, EPOLLIN, EPOLLOUT } from '../../native/constants';
import { close } from '../../native/libc';
import { Egress } from '../io/egress';
import type { EndpointContext } from '../vde/vde-endpoint';
import { openTap, setTapCarrier } from './tap';

export class TapDevice {
  readonly passage: NicPort;
  readonly #fd: number;
  readonly #egress: Egress;
  readonly #context: EndpointContext;
  #isClosed = false;

  /** Opens the interface, or goes on with a descriptor of a former worker. Throws a FailureError. */
  constructor(
    device: string,
    name: string,
    context: EndpointContext,
    counters: PortCounters,
    adopted: number | null,
  ) {
    const { loop, round, ledger } = context;
    this.#context = context;
    const fd = adopted ?? openTap(name, device);
    this.passage = new NicPort(counters, (hasCarrier) => {
      if (!this.#isClosed) setTapCarrier(fd, hasCarrier);
    });
    // One that is taken over is as its cable left it, and is told again when that is plugged in.
    if (adopted === null) setTapCarrier(fd, false);
    this.#fd = fd;
    if (adopted === null) ledger.opened({ role: 'tap', fd, device });
    this.#egress = new Egress(fd, true, round, counters, loop);
    this.passage.setOutside(this.#egress);
    loop.add(fd, EPOLLIN, {
      ready: (events) => {
        if (events & EPOLLOUT) this.#egress.drain();
        if (events & (EPOLLIN | EPOLLERR)) {
          round.receive(fd, true, this.passage.fromOutside, counters)?.holdBack(fd);
        }
      },
    });
  }

  /** Gives memory back that was not needed lately. */
  expire(): void {
    this.#egress.expire();
  }

  close(): void {
    this.#isClosed = true;
    this.#egress.close();
    this.#context.loop.remove(this.#fd);
    close(this.#fd);
    this.#context.ledger.closed(this.#fd);
  }
}
