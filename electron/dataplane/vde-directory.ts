/**
 * The place where VDE clients join: a directory with the control socket `ctl`, and one data socket
 * per client. Order of steps and names of files after datasock.c of vde-2.
 */
import { accessSync, constants, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../shared/failure';
import { AF_UNIX, EPOLLIN, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from '../native/constants';
import {
  accept4,
  bind,
  close,
  connect,
  EADDRINUSE,
  EAGAIN,
  errorName,
  lastError,
  PinnedMemory,
  read,
  socket,
  write,
} from '../native/libc';
import { peerUser } from '../native/peer-credentials';
import { SOCKADDR_UN_BYTES, unixAddress } from '../native/socket-address';
import {
  makeDirectory,
  type SocketPermissions,
  setPermissions,
  unlinkSocket,
} from './socket-files';
import { listenAt } from './stream-listener';
import type { EndpointRecord, EndpointSurroundings } from './vde-endpoint';
import { type JoinRequest, MAX_REQUEST_BYTES, parseJoinRequest } from './vde-handshake';

const BACKLOG = 15;
/** Connections that may stand open without having sent a request; the oldest gives way. */
const MAX_PENDING = 32;
const PENDING_TIMEOUT_MS = 5_000;

/** Who owns the place and decides about clients. */
export interface VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions;
  /** The port for a client of that user, or null to refuse it. */
  admit(wanted: number | null, uid: number): number | null;
  joined(record: EndpointRecord): void;
  refused(): void;
}

const requestMemory = new PinnedMemory(MAX_REQUEST_BYTES);
const replyMemory = new PinnedMemory(SOCKADDR_UN_BYTES);

export class VdeDirectory {
  readonly path: string;
  readonly #host: VdeHost;
  readonly #surroundings: EndpointSurroundings;
  readonly #listener: number;
  readonly #madeDirectory: boolean;
  /** When each connection without a request was accepted, oldest first. */
  readonly #pending = new Map<number, number>();

  /**
   * Makes the directory and listens, or goes on with a listener that a former worker left. Throws a
   * FailureError when the directory cannot be made or a live switch is already there.
   */
  constructor(
    path: string,
    host: VdeHost,
    surroundings: EndpointSurroundings,
    adopted: { fd: number; madeDirectory: boolean } | null,
  ) {
    this.path = path;
    this.#host = host;
    this.#surroundings = surroundings;
    if (adopted !== null) {
      this.#listener = adopted.fd;
      this.#madeDirectory = adopted.madeDirectory;
    } else {
      this.#madeDirectory = makeDirectory(path, host.permissions);
      this.#listener = this.#listen();
      surroundings.ledger.opened({
        role: 'listener',
        fd: this.#listener,
        device: host.device,
        madeDirectory: this.#madeDirectory,
      });
    }
    surroundings.loop.add(this.#listener, EPOLLIN, { ready: () => this.#accept() });
  }

  /** Stops listening and removes `ctl`, and the directory if the app made it and it is empty. */
  close(): void {
    for (const fd of [...this.#pending.keys()]) this.#dismiss(fd);
    this.#surroundings.loop.remove(this.#listener);
    close(this.#listener);
    this.#surroundings.ledger.closed(this.#listener);
    unlinkSocket(join(this.path, 'ctl'));
    if (!this.#madeDirectory) return;
    try {
      rmdirSync(this.path);
    } catch (error) {
      // Somebody put a file of their own there, which is theirs to remove, or removed it all.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error;
    }
  }

  /** Sends away connections that never said what they want. */
  expire(now: number): void {
    for (const [fd, since] of this.#pending) {
      if (now - since > PENDING_TIMEOUT_MS) this.#refuse(fd);
    }
  }

  #listen(): number {
    const control = join(this.path, 'ctl');
    const fd = listenAt(control, BACKLOG);
    if (fd < 0) throw this.#listenFailure(-fd);
    setPermissions(control, this.#host.permissions, null);
    return fd;
  }

  #listenFailure(errno: number): FailureError {
    const inUse = errno === EADDRINUSE;
    return new FailureError({
      code: inUse ? 'address-in-use' : 'file-forbidden',
      message: inUse
        ? `Another switch already runs at ${this.path}.`
        : `No switch can be opened at ${this.path}.`,
      next: inUse
        ? 'Stop that switch, or choose another directory for this one.'
        : 'Choose a directory that you may write to, like /tmp/mysw.',
      detail: `bind ${join(this.path, 'ctl')}: ${errorName(errno)}`,
      record: this.#host.device,
    });
  }

  #accept(): void {
    for (let fd = this.#next(); fd >= 0; fd = this.#next()) this.#expectRequest(fd);
  }

  #next(): number {
    return accept4(this.#listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
  }

  #expectRequest(fd: number): void {
    if (this.#pending.size >= MAX_PENDING) this.#refuse(this.#pending.keys().next().value!);
    this.#pending.set(fd, performance.now());
    this.#surroundings.ledger.opened({ role: 'pending', fd });
    this.#surroundings.loop.add(fd, EPOLLIN, { ready: () => this.#readRequest(fd) });
  }

  /** As the original does, takes what one read gives for the whole request. */
  #readRequest(fd: number): void {
    const length = read(fd, requestMemory.address, MAX_REQUEST_BYTES);
    if (length < 0 && lastError() === EAGAIN) return;
    const request = length > 0 ? parseJoinRequest(requestMemory.bytes.subarray(0, length)) : null;
    const uid = request === null ? null : this.#userOf(fd, request);
    const port = request === null || uid === null ? null : this.#host.admit(request.port, uid);
    if (request === null || uid === null || port === null) this.#refuse(fd);
    else this.#join(fd, request, uid, port);
  }

  /**
   * The user behind a request; null if there is no socket of theirs where it says. The kernel's word
   * counts: the owner of the socket's file, which vde_switch goes by, can be anybody's.
   */
  #userOf(fd: number, { path }: JoinRequest): number | null {
    if (path === null) return peerUser(fd);
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return statSync(path).isSocket() ? peerUser(fd) : null;
    } catch {
      // Gone, or out of reach: the refusal is counted by the caller.
      return null;
    }
  }

  #join(fd: number, request: JoinRequest, uid: number, port: number): void {
    const data = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const path = join(this.path, `${String(port).padStart(3, '0')}.${data}`);
    const ready = data >= 0 && this.#wire(data, path, request, uid) && this.#reply(fd, path);
    if (!ready) {
      if (data >= 0) close(data);
      unlinkSocket(path);
      this.#refuse(fd);
      return;
    }
    this.#forget(fd);
    const record: EndpointRecord = {
      role: 'endpoint',
      fd,
      data,
      device: this.#host.device,
      port,
      uid,
      path,
      description: request.description,
    };
    this.#surroundings.ledger.opened(record);
    this.#host.joined(record);
  }

  /** Connects first: the client has bound already. Only then there is an address to be reached at. */
  #wire(data: number, path: string, request: JoinRequest, uid: number): boolean {
    if (request.path !== null && connect(data, unixAddress(request.path), SOCKADDR_UN_BYTES) < 0) {
      return false;
    }
    try {
      unlinkSocket(path);
      if (bind(data, unixAddress(path), SOCKADDR_UN_BYTES) < 0) return false;
      setPermissions(path, this.#host.permissions, request.path === null ? null : uid);
      return true;
    } catch {
      // The directory was taken away or changed hands: this client cannot be served.
      return false;
    }
  }

  #reply(fd: number, path: string): boolean {
    replyMemory.bytes.set(unixAddress(path));
    return write(fd, replyMemory.address, SOCKADDR_UN_BYTES) === SOCKADDR_UN_BYTES;
  }

  #refuse(fd: number): void {
    this.#host.refused();
    this.#dismiss(fd);
  }

  #dismiss(fd: number): void {
    this.#forget(fd);
    close(fd);
    this.#surroundings.ledger.closed(fd);
  }

  #forget(fd: number): void {
    this.#pending.delete(fd);
    this.#surroundings.loop.remove(fd);
  }
}
