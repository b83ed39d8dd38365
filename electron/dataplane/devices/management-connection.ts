/**
 * One client of a management socket. What it asks for is answered as fast as it reads: while it has not
 * read its answers it is not read from either. What it is told beside, debug lines, is kept up to a limit,
 * and then it is sent away.
 */
import { StringDecoder } from 'node:string_decoder';
import { MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES, UNITS_PER_LOOK } from '../../engine/core/limits';
import type { TurnBudget } from '../../engine/core/turn-budget';
import type { Workable, WorkQueue } from '../../engine/core/work-queue';
import type { ManagementSession, SessionOutlet } from '../../management/session/management-session';
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT } from '../../native/constants';
import { close, EAGAIN, lastError, PinnedMemory, read, write } from '../../native/libc';
import { peerUser } from '../../native/peer-credentials';
import type { EventLoop } from '../io/event-loop';

const READ_BYTES = 16_384;
/** Stands for a user whom the kernel does not name: one without any rights. */
const NOBODY = 65_534;

const readMemory = new PinnedMemory(READ_BYTES);
const writeMemory = new PinnedMemory(READ_BYTES);

/** What a connection needs of the worker around it. */
export interface ConnectionContext {
  readonly loop: EventLoop;
  readonly budget: TurnBudget;
  readonly chores: WorkQueue;
}

/** What it needs of its switch. */
export interface SessionMaker {
  /** @param user who is at the other end */
  open(outlet: Omit<SessionOutlet, 'readFile'>, user: number): ManagementSession;
  closed(session: ManagementSession): void;
  /** Whether the switch is set up. */
  isReady(): boolean;
  /** To be called after commands: they may have sent frames. */
  settle(): void;
  shutDown(): void;
}

export interface ConnectionOwner {
  readSomething(): void;
  closed(): void;
}

export class ManagementConnection implements Workable {
  readonly #fd: number;
  readonly #around: ConnectionContext;
  readonly #maker: SessionMaker;
  readonly #owner: ConnectionOwner;
  readonly #session: ManagementSession;
  readonly #decoder = new StringDecoder('utf8');
  /** What was not sent yet: the oldest first, and behind it a text that is still added to. */
  readonly #unsent: Buffer[] = [];
  #added = '';
  #unsentBytes = 0;
  #interest = EPOLLIN;
  #ends: 'logout' | 'shutdown' | null = null;
  /** Whether the client went away before all that it had asked for was done. */
  #isGone = false;
  #isOpen = true;

  constructor(fd: number, around: ConnectionContext, maker: SessionMaker, owner: ConnectionOwner) {
    this.#fd = fd;
    this.#around = around;
    this.#maker = maker;
    this.#owner = owner;
    const outlet = {
      send: (text: string) => this.#send(text),
      ended: (how: 'logout' | 'shutdown') => {
        this.#ends = how;
        return true;
      },
      mayGoOn: () => this.#mayGoOn(),
      later: () => this.#later(),
    };
    this.#session = maker.open(outlet, peerUser(fd) ?? NOBODY);
    around.loop.add(fd, EPOLLIN, { ready: (events) => this.#ready(events) });
  }

  get hasUnfinishedLine(): boolean {
    return this.#isOpen && this.#session.hasUnfinishedLine;
  }

  greet(): void {
    this.#session.greet();
  }

  /** Takes an unfinished line for a command. */
  flush(): void {
    if (this.hasUnfinishedLine) this.#session.flush();
  }

  /** Goes on with what the client asked for, and sends what it takes. */
  work(): boolean {
    if (!this.#isOpen) return false;
    const hasMore = this.#session.work();
    this.#write();
    this.#watch();
    this.#endIfDone();
    // If it is for the client to read first, it says so by being ready for more.
    return this.#isOpen && hasMore && this.#unsentBytes <= PAUSE_UNREAD_BYTES;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#session.abort();
    this.#around.chores.remove(this);
    this.#around.loop.remove(this.#fd);
    close(this.#fd);
    this.#maker.closed(this.#session);
    this.#owner.closed();
  }

  #ready(events: number): void {
    if ((events & EPOLLOUT) !== 0) this.#write();
    if ((events & (EPOLLHUP | EPOLLERR)) !== 0) this.#leave();
    if ((this.#interest & EPOLLIN) !== 0 && (events & ~EPOLLOUT) !== 0) this.#read();
    this.#later();
  }

  /** Nobody reads answers any more; what was asked for is done all the same. */
  #leave(): void {
    this.#isGone = true;
    this.#forgetUnsent();
  }

  #read(): void {
    const length = read(this.#fd, readMemory.address, READ_BYTES);
    if (length < 0 && lastError() === EAGAIN) return;
    if (length <= 0 || this.#ends !== null) {
      this.close();
      return;
    }
    this.#session.receive(this.#decoder.write(Buffer.from(readMemory.bytes.subarray(0, length))));
    this.#owner.readSomething();
  }

  #mayGoOn(): boolean {
    const { budget } = this.#around;
    budget.spend(UNITS_PER_LOOK);
    return this.#isOpen && !budget.isSpent && this.#unsentBytes <= PAUSE_UNREAD_BYTES;
  }

  #later(): void {
    if (this.#isOpen) this.#around.chores.add(this);
  }

  #send(text: string): void {
    if (!this.#isOpen || this.#isGone) return;
    this.#added += text;
    this.#unsentBytes += Buffer.byteLength(text);
    if (this.#unsentBytes > MAX_UNREAD_BYTES) this.close();
    else this.#later();
  }

  /** Sends what the client takes; the rest goes when it is ready for more. */
  #write(): void {
    if (this.#added !== '') this.#unsent.push(Buffer.from(this.#added));
    this.#added = '';
    for (let first = this.#unsent[0]; first !== undefined; first = this.#unsent[0]) {
      const piece = first.subarray(0, READ_BYTES);
      writeMemory.bytes.set(piece);
      const sent = write(this.#fd, writeMemory.address, piece.length);
      if (sent < 0) {
        if (lastError() !== EAGAIN) this.#leave();
        return;
      }
      this.#unsentBytes -= sent;
      if (sent < first.length) this.#unsent[0] = first.subarray(sent);
      else this.#unsent.shift();
    }
  }

  #forgetUnsent(): void {
    this.#unsent.length = 0;
    this.#added = '';
    this.#unsentBytes = 0;
  }

  /** It is read from while nothing that it asked for is left to be done. */
  #watch(): void {
    const reads = this.#session.hasWork ? 0 : EPOLLIN;
    const interest = reads | (this.#unsentBytes > 0 ? EPOLLOUT : 0);
    if (interest === this.#interest) return;
    this.#interest = interest;
    this.#around.loop.modify(this.#fd, interest);
  }

  /** A session that is over is closed once its last words were read. */
  #endIfDone(): void {
    if (this.#ends === null || this.#unsentBytes > 0) return;
    const how = this.#ends;
    this.close();
    if (how === 'shutdown') this.#maker.shutDown();
  }
}
