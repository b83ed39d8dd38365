/**
 * The management socket of a switch: a UNIX stream socket that speaks vde_switch's console to any
 * number of clients. It never waits for one of them: what a client does not read is kept up to a
 * limit, and then the client is sent away.
 */
import { basename } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { FailureError } from '../../shared/failure';
import { Folder } from '../folders/folder';
import { openParent } from '../folders/safe-way';
import type { ManagementSession, SessionOutlet } from '../management/management-session';
import { EPOLLIN, EPOLLOUT, SOCK_CLOEXEC, SOCK_NONBLOCK } from '../native/constants';
import {
  accept4,
  close,
  EADDRINUSE,
  EAGAIN,
  errorName,
  lastError,
  PinnedMemory,
  read,
  write,
} from '../native/libc';
import { SUN_PATH_BYTES } from '../native/socket-address';
import type { DescriptorLedger } from './descriptors';
import type { EventLoop } from './event-loop';
import { OneShotTimer } from './one-shot-timer';
import { removeSocket, type SocketPermissions } from './socket-files';
import { listenAt } from './stream-listener';

const BACKLOG = 15;
const MAX_SESSIONS = 64;
/** What a client may leave unread. */
const MAX_UNREAD_BYTES = 262_144;
const READ_BYTES = 16_384;
/** How long the rest of a line may take before its beginning is taken for a whole command. */
const PATIENCE_MS = 50;

export interface ManagementPlace {
  readonly device: string;
  readonly path: string;
  readonly permissions: SocketPermissions;
  readonly loop: EventLoop;
  readonly ledger: DescriptorLedger;
}

/** What a former worker left of such a socket: its listener, and the folder. */
export interface AdoptedManagement {
  readonly fd: number;
  readonly folder: number;
}

/** What the socket needs of its switch. */
export interface SessionMaker {
  open(outlet: Omit<SessionOutlet, 'readFile'>): ManagementSession;
  closed(session: ManagementSession): void;
  /** To be called after commands: they may have sent frames. */
  settle(): void;
  shutDown(): void;
}

const readMemory = new PinnedMemory(READ_BYTES);
const writeMemory = new PinnedMemory(READ_BYTES);

export class ManagementSocket {
  readonly #place: ManagementPlace;
  readonly #maker: SessionMaker;
  readonly #folder: Folder;
  readonly #listener: number;
  readonly #timer: OneShotTimer;
  readonly #connections = new Set<Connection>();

  /**
   * Listens at the path, or goes on with a listener that a former worker left. Throws a FailureError
   * when it is taken by somebody who lives, or cannot be made.
   */
  constructor(place: ManagementPlace, maker: SessionMaker, adopted: AdoptedManagement | null) {
    this.#place = place;
    this.#maker = maker;
    this.#folder = adopted === null ? this.#open() : new Folder(adopted.folder);
    this.#listener = adopted?.fd ?? this.#listen();
    this.#timer = new OneShotTimer(place.loop, () => this.#flush());
    place.loop.add(this.#listener, EPOLLIN, { ready: () => this.#accept() });
  }

  close(): void {
    const { loop, ledger, path } = this.#place;
    for (const connection of [...this.#connections]) connection.close();
    this.#timer.close();
    loop.remove(this.#listener);
    close(this.#listener);
    ledger.closed(this.#listener);
    removeSocket(this.#folder, basename(path));
    this.#letGoOfFolder();
  }

  #letGoOfFolder(): void {
    this.#folder.close();
    this.#place.ledger.closed(this.#folder.fd);
  }

  #open(): Folder {
    const { path, device, ledger } = this.#place;
    if (Buffer.byteLength(path) >= SUN_PATH_BYTES) throw tooLong(path, device);
    const { folder } = openPlace(this.#place);
    ledger.opened({ role: 'folder', fd: folder.fd, device, holds: 'management' });
    return folder;
  }

  #listen(): number {
    const { path, permissions, device, ledger } = this.#place;
    const fd = listenAt(this.#folder, basename(path), permissions, BACKLOG);
    if (fd < 0) {
      this.#letGoOfFolder();
      throw listenFailure(-fd, this.#place);
    }
    ledger.opened({ role: 'management', fd, device });
    return fd;
  }

  #accept(): void {
    for (;;) {
      const fd = accept4(this.#listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      if (this.#connections.size >= MAX_SESSIONS) close(fd);
      else this.#connect(fd);
    }
  }

  #connect(fd: number): void {
    const { loop, ledger } = this.#place;
    ledger.opened({ role: 'pending', fd });
    const connection = new Connection(fd, loop, this.#maker, {
      readSomething: () => {
        this.#maker.settle();
        if (connection.hasUnfinishedLine) this.#timer.start(PATIENCE_MS);
      },
      closed: () => {
        this.#connections.delete(connection);
        ledger.closed(fd);
      },
    });
    this.#connections.add(connection);
    connection.greet();
  }

  #flush(): void {
    for (const connection of [...this.#connections]) connection.flush();
    this.#maker.settle();
  }
}

interface ConnectionOwner {
  readSomething(): void;
  closed(): void;
}

class Connection {
  readonly #fd: number;
  readonly #loop: EventLoop;
  readonly #maker: SessionMaker;
  readonly #owner: ConnectionOwner;
  readonly #session: ManagementSession;
  readonly #decoder = new StringDecoder('utf8');
  #unread = Buffer.alloc(0);
  #ends: 'logout' | 'shutdown' | null = null;
  #isOpen = true;

  constructor(fd: number, loop: EventLoop, maker: SessionMaker, owner: ConnectionOwner) {
    this.#fd = fd;
    this.#loop = loop;
    this.#maker = maker;
    this.#owner = owner;
    this.#session = maker.open({
      send: (text) => this.#send(text),
      ended: (how) => {
        this.#ends = how;
        return true;
      },
    });
    loop.add(fd, EPOLLIN, { ready: (events) => this.#ready(events) });
  }

  get hasUnfinishedLine(): boolean {
    return this.#isOpen && this.#session.hasUnfinishedLine;
  }

  greet(): void {
    this.#session.greet();
  }

  /** Takes an unfinished line for a command. */
  flush(): void {
    if (!this.hasUnfinishedLine) return;
    this.#session.flush();
    this.#endIfDone();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#loop.remove(this.#fd);
    close(this.#fd);
    this.#maker.closed(this.#session);
    this.#owner.closed();
  }

  #ready(events: number): void {
    if ((events & EPOLLOUT) !== 0) this.#write();
    if (this.#isOpen && (events & ~EPOLLOUT) !== 0) this.#read();
  }

  #read(): void {
    const length = read(this.#fd, readMemory.address, READ_BYTES);
    if (length < 0 && lastError() === EAGAIN) return;
    if (length <= 0 || this.#ends !== null) {
      this.close();
      return;
    }
    this.#session.receive(this.#decoder.write(Buffer.from(readMemory.bytes.subarray(0, length))));
    this.#endIfDone();
    this.#owner.readSomething();
  }

  #send(text: string): void {
    if (!this.#isOpen) return;
    this.#unread = Buffer.concat([this.#unread, Buffer.from(text)]);
    this.#write();
    if (this.#unread.length > MAX_UNREAD_BYTES) this.close();
  }

  /** Sends what the client takes; the rest goes when it is ready for more. */
  #write(): void {
    while (this.#unread.length > 0) {
      const piece = this.#unread.subarray(0, READ_BYTES);
      writeMemory.bytes.set(piece);
      const sent = write(this.#fd, writeMemory.address, piece.length);
      if (sent < 0 && lastError() !== EAGAIN) {
        this.close();
        return;
      }
      if (sent < 0) break;
      this.#unread = this.#unread.subarray(sent);
    }
    this.#loop.modify(this.#fd, this.#unread.length > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
    this.#endIfDone();
  }

  /** A session that is over is closed once its last words were read. */
  #endIfDone(): void {
    if (!this.#isOpen || this.#ends === null || this.#unread.length > 0) return;
    const how = this.#ends;
    this.close();
    if (how === 'shutdown') this.#maker.shutDown();
  }
}

function openPlace(place: ManagementPlace): { folder: Folder } {
  try {
    return openParent(place.path);
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw listenFailure((error as NodeJS.ErrnoException).code ?? String(error), place);
  }
}

function tooLong(path: string, device: string): FailureError {
  return new FailureError({
    code: 'path-too-long',
    message: 'The path of the management socket is too long.',
    next: `Choose one of at most ${SUN_PATH_BYTES - 1} characters, like /tmp/mysw.mgmt.`,
    detail: path,
    record: device,
  });
}

function listenFailure(errno: number | string, { path, device }: ManagementPlace): FailureError {
  const inUse = errno === EADDRINUSE;
  return new FailureError({
    code: inUse ? 'address-in-use' : 'file-forbidden',
    message: inUse
      ? `Another switch already has its management socket at ${path}.`
      : `The management socket ${path} cannot be opened.`,
    next: 'Choose another path for it, like /tmp/mysw.mgmt.',
    detail: `bind ${path}: ${typeof errno === 'number' ? errorName(errno) : errno}`,
    record: device,
  });
}
