/** A tap of this host as a device of the data plane. */

import { Passage } from '../../engine/cable/nic-port';
import type { PortCounters } from '../../engine/core/counters';
import { EPOLLERR, EPOLLIN, EPOLLOUT } from '../../native/constants';
import { close } from '../../native/libc';
import { Egress } from '../io/egress';
import type { EndpointSurroundings } from '../vde/vde-endpoint';
import { openTap, setTapCarrier } from './tap';

export class TapDevice {
  readonly passage: Passage;
  readonly #fd: number;
  readonly #egress: Egress;
  readonly #surroundings: EndpointSurroundings;
  #isClosed = false;

  /** Opens the interface, or goes on with a descriptor of a former worker. Throws a FailureError. */
  constructor(
    device: string,
    name: string,
    surroundings: EndpointSurroundings,
    counters: PortCounters,
    adopted: number | null,
  ) {
    const { loop, round, ledger } = surroundings;
    this.#surroundings = surroundings;
    const fd = adopted ?? openTap(name, device);
    this.passage = new Passage(counters, (hasCarrier) => {
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
    this.#surroundings.loop.remove(this.#fd);
    close(this.#fd);
    this.#surroundings.ledger.closed(this.#fd);
  }
}
