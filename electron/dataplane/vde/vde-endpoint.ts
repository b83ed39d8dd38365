/** One client that joined: its control connection and its data socket (datasock.c of vde-2). */
import type { PortCounters } from '../../engine/core/counters';
import type { WorkQueue } from '../../engine/core/work-queue';
import type { FrameSink } from '../../engine/frames/frame-sink';
import type { ScriptFile } from '../../management/session/management-session';
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT } from '../../native/constants';
import { close, EAGAIN, lastError, PinnedMemory, read } from '../../native/libc';
import { Egress } from '../io/egress';
import type { EventLoop } from '../io/event-loop';
import type { ReceiveBatch } from '../io/receive-batch';
import type { DescriptorLedger, DescriptorRecord } from '../shared/descriptors';

export type EndpointRecord = Extract<DescriptorRecord, { role: 'endpoint' }>;

/** What a control connection may say after the request: nothing; it only ever ends. */
const ignored = new PinnedMemory(256);

export interface EndpointContext {
  readonly loop: EventLoop;
  readonly round: ReceiveBatch;
  readonly ledger: DescriptorLedger;
  /** What consoles go on with, in turns. */
  readonly chores: WorkQueue;
  /** Has a file of commands read on behalf of a user, null for the one that runs the app. */
  readScript(path: string, user: number | null, done: (file: ScriptFile) => void): void;
}

export class VdeEndpoint {
  readonly record: EndpointRecord;
  readonly egress: Egress;
  readonly #context: EndpointContext;
  readonly #onClosed: (endpoint: VdeEndpoint) => void;
  #closed = false;

  /**
   * Watches both descriptors of the record.
   *
   * @param inlet where the client's frames go
   * @param counters where its drops are counted
   * @param onClosed called once, after the client left or {@link close} was called
   */
  constructor(
    record: EndpointRecord,
    context: EndpointContext,
    inlet: FrameSink,
    counters: PortCounters,
    onClosed: (endpoint: VdeEndpoint) => void,
  ) {
    this.record = record;
    this.#context = context;
    this.#onClosed = onClosed;
    const { loop, round } = context;
    this.egress = new Egress(record.data, false, round, counters, loop);
    loop.add(record.data, EPOLLIN, {
      ready: (events) => {
        if (events & EPOLLOUT) this.egress.drain();
        if (events & (EPOLLIN | EPOLLERR)) {
          round.receive(record.data, false, inlet, counters)?.holdBack(record.data);
        }
      },
    });
    loop.add(record.fd, EPOLLIN, { ready: (events) => this.#controlReady(events) });
  }

  /** Takes the client off: both descriptors closed; the file of the data socket is for the owner to remove. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { loop, ledger } = this.#context;
    this.egress.close();
    loop.remove(this.record.data);
    loop.remove(this.record.fd);
    close(this.record.data);
    close(this.record.fd);
    ledger.closed(this.record.fd);
    this.#onClosed(this);
  }

  /** The end of the control connection is how a client leaves. */
  #controlReady(events: number): void {
    const got = read(this.record.fd, ignored.address, 256);
    const ended = got === 0 || (got < 0 && lastError() !== EAGAIN);
    if (ended || (events & (EPOLLHUP | EPOLLERR)) !== 0) this.close();
  }
}
