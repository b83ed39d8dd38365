/**
 * The place where VDE clients join: a directory with the control socket `ctl`, and one data socket
 * per client. Order of steps and names of files after datasock.c of vde-2.
 */
import { closeSync, fstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MAX_SOCKET_PATH_BYTES, MAX_SWITCH_DIRECTORY_BYTES } from '../../../shared/vde/vde-limits';
import { MAX_ACCEPTS_PER_TURN, MAX_PENDING } from '../../engine/core/limits';
import { AF_UNIX, EPOLLIN, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from '../../native/constants';
import {
  accept4,
  close,
  connect,
  EAGAIN,
  lastError,
  PinnedMemory,
  read,
  socket,
  write,
} from '../../native/libc';
import { peerUser } from '../../native/peer-credentials';
import { SOCKADDR_UN_BYTES, unixAddress } from '../../native/socket-address';
import { descriptorPath, Folder, openEntry } from '../../system/folders/folder';
import { placeSocket, removeSocket, type SocketPermissions } from './socket-files';
import { listenAt } from './stream-listener';
import { openSwitchFolder, openTo, removeSwitchFolder } from './switch-folder';
import { listenFailure, tooLong } from './vde-directory-failure';
import type { EndpointContext, EndpointRecord } from './vde-endpoint';
import { type JoinRequest, MAX_REQUEST_BYTES, parseJoinRequest } from './vde-handshake';

const BACKLOG = 15;
const PENDING_TIMEOUT_MS = 5_000;

/** What a former worker left of such a place: its listener, and the folder. */
export interface AdoptedListener {
  /** Null where the device does not listen any more. */
  readonly fd: number | null;
  readonly folder: number;
  readonly madeDirectory: boolean;
}

/** Who owns the place and decides about clients. */
export interface VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions;
  /** The port for a client of that user, or null to refuse it. */
  admit(wanted: number | null, uid: number): number | null;
  joined(record: EndpointRecord): void;
  refused(): void;
}

const CONTROL = 'ctl';

/** A client that is to join. */
interface AdmittedClient {
  readonly request: JoinRequest;
  /** A descriptor that names its socket; null if that has no name. */
  readonly entry: number | null;
  readonly uid: number;
  readonly port: number;
}

const requestMemory = new PinnedMemory(MAX_REQUEST_BYTES);
const replyMemory = new PinnedMemory(SOCKADDR_UN_BYTES);

export class VdeDirectory {
  readonly path: string;
  readonly #host: VdeHost;
  readonly #context: EndpointContext;
  readonly #folder: Folder;
  /** Null while it does not listen. */
  #listener: number | null;
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
    context: EndpointContext,
    adopted: AdoptedListener | null,
  ) {
    this.path = path;
    this.#host = host;
    this.#context = context;
    if (adopted !== null) {
      this.#folder = new Folder(adopted.folder);
      this.#listener = adopted.fd;
      this.#madeDirectory = adopted.madeDirectory;
    } else {
      if (Buffer.byteLength(path) > MAX_SWITCH_DIRECTORY_BYTES) throw tooLong(path, host.device);
      const { folder, made } = openSwitchFolder(path, host.permissions);
      this.#folder = folder;
      this.#madeDirectory = made;
      this.#listener = this.#listen();
    }
    this.#watch();
  }

  /** Stops listening and removes `ctl`, and the directory if the app made it and it is empty. */
  close(): void {
    this.#stopListening();
    for (const fd of [...this.#pending.keys()]) this.#dismiss(fd);
    this.#letGoOfFolder();
  }

  /** Listens no longer; those who have joined stay, and those who are about to join may. */
  retire(): void {
    const { ledger } = this.#context;
    this.#stopListening();
    ledger.opened({
      role: 'former',
      fd: this.#folder.fd,
      device: this.#host.device,
      path: this.#ownPath,
      madeDirectory: this.#madeDirectory,
    });
  }

  /**
   * Listens once more, with the permissions that its host has now; who has joined notices nothing. Throws a
   * FailureError, and does not listen, when that cannot be.
   */
  reopen(): void {
    const { ledger } = this.#context;
    const { device, permissions } = this.#host;
    this.#stopListening();
    // A group that was taken back leaves the folder with that of who runs the app.
    const group = permissions.group ?? process.getegid?.() ?? null;
    if (this.#madeDirectory) openTo(this.#folder, this.path, { ...permissions, group });
    const fd = listenAt(this.#folder, CONTROL, permissions, BACKLOG);
    if (fd < 0) throw listenFailure(-fd, this.path, this.#host.device);
    ledger.opened({ role: 'folder', fd: this.#folder.fd, device, holds: 'clients' });
    ledger.opened({ role: 'listener', fd, device, madeDirectory: this.#madeDirectory });
    this.#listener = fd;
    this.#watch();
  }

  /** Whether the data socket of a client is in here. */
  holds({ path }: EndpointRecord): boolean {
    return dirname(path) === this.#ownPath;
  }

  /** Whether it may be closed: nobody is about to join, and clients have taken their own sockets away. */
  get isDeserted(): boolean {
    return this.#pending.size === 0 && (!this.#madeDirectory || this.#folder.names().length === 0);
  }

  /** Its path as the paths of data sockets begin. */
  get #ownPath(): string {
    return dirname(this.#dataPath(0, 0));
  }

  #watch(): void {
    if (this.#listener === null) return;
    this.#context.loop.add(this.#listener, EPOLLIN, { ready: () => this.#accept() });
  }

  /** Whoever has connected by now is still served. */
  #stopListening(): void {
    if (this.#listener === null) return;
    this.#accept();
    this.#context.loop.remove(this.#listener);
    close(this.#listener);
    this.#context.ledger.closed(this.#listener);
    this.#listener = null;
    removeSocket(this.#folder, CONTROL);
  }

  /** Removes what a client that left was reached at. */
  removeDataSocket({ path }: EndpointRecord): void {
    removeSocket(this.#folder, basename(path));
  }

  /** Sends away connections that never said what they want. */
  expire(now: number): void {
    for (const [fd, since] of this.#pending) {
      if (now - since > PENDING_TIMEOUT_MS) this.#refuse(fd);
    }
  }

  #listen(): number {
    const { ledger } = this.#context;
    const { device, permissions } = this.#host;
    const madeDirectory = this.#madeDirectory;
    ledger.opened({ role: 'folder', fd: this.#folder.fd, device, holds: 'clients' });
    const fd = listenAt(this.#folder, CONTROL, permissions, BACKLOG);
    if (fd < 0) {
      this.#letGoOfFolder();
      throw listenFailure(-fd, this.path, this.#host.device);
    }
    ledger.opened({ role: 'listener', fd, device, madeDirectory });
    return fd;
  }

  #letGoOfFolder(): void {
    if (this.#madeDirectory) removeSwitchFolder(this.path, this.#folder);
    this.#folder.close();
    this.#context.ledger.closed(this.#folder.fd);
  }

  #dataPath(port: number, data: number): string {
    return join(this.path, `${String(port).padStart(3, '0')}.${data}`);
  }

  #accept(): void {
    for (let accepted = 0; accepted < MAX_ACCEPTS_PER_TURN; accepted++) {
      const fd = this.#next();
      if (fd < 0) return;
      this.#expectRequest(fd);
    }
  }

  #next(): number {
    if (this.#listener === null) return -1;
    return accept4(this.#listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
  }

  #expectRequest(fd: number): void {
    if (this.#pending.size >= MAX_PENDING) this.#refuse(this.#pending.keys().next().value!);
    this.#pending.set(fd, performance.now());
    this.#context.ledger.opened({ role: 'pending', fd });
    this.#context.loop.add(fd, EPOLLIN, { ready: () => this.#readRequest(fd) });
  }

  /** As the original does, takes what one read gives for the whole request. */
  #readRequest(fd: number): void {
    const length = read(fd, requestMemory.address, MAX_REQUEST_BYTES);
    if (length < 0 && lastError() === EAGAIN) return;
    const request = length > 0 ? parseJoinRequest(requestMemory.bytes.subarray(0, length)) : null;
    if (request === null) {
      this.#refuse(fd);
      return;
    }
    const entry = namedBy(request);
    try {
      this.#answer(fd, request, entry);
    } finally {
      if (entry !== null) closeSync(entry);
    }
  }

  /** @param entry what the client named: looked at and connected to by descriptor, so it stays the same */
  #answer(fd: number, request: JoinRequest, entry: number | null): void {
    const uid = this.#userOf(fd, request, entry);
    const port = uid === null ? null : this.#host.admit(request.port, uid);
    if (uid === null || port === null) this.#refuse(fd);
    else this.#join(fd, { request, entry, uid, port });
  }

  /**
   * The user behind a request; null if there is no socket of theirs where it says. The kernel's word
   * counts: the owner of the socket's file, which vde_switch goes by, can be anybody's.
   */
  #userOf(fd: number, { path }: JoinRequest, entry: number | null): number | null {
    const uid = peerUser(fd);
    if (path === null || uid === null) return uid;
    if (entry === null) return null;
    const stats = fstatSync(entry);
    // Root may name any socket; nobody else has frames sent to what is not theirs.
    return stats.isSocket() && (uid === 0 || stats.uid === uid) ? uid : null;
  }

  #join(fd: number, { request, entry, uid, port }: AdmittedClient): void {
    const data = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const path = this.#dataPath(port, data);
    const ready =
      data >= 0 &&
      connectTo(data, entry) &&
      this.#place(data, path, request, uid) &&
      this.#reply(fd, path);
    if (!ready) {
      if (data >= 0) close(data);
      removeSocket(this.#folder, basename(path));
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
    this.#context.ledger.opened(record);
    this.#host.joined(record);
  }

  #place(data: number, path: string, request: JoinRequest, uid: number): boolean {
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) return false;
    try {
      placeSocket(data, {
        folder: this.#folder,
        name: basename(path),
        permissions: this.#host.permissions,
        replaces: true,
        user: request.path === null ? null : uid,
      });
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
    this.#context.ledger.closed(fd);
  }

  #forget(fd: number): void {
    this.#pending.delete(fd);
    this.#context.loop.remove(fd);
  }
}

/** Opens what a client says to be its socket; null if it names none, or what cannot be had. */
function namedBy({ path }: JoinRequest): number | null {
  if (path === null) return null;
  try {
    return openEntry(path);
  } catch {
    // Gone, or out of reach: the refusal is counted by the caller.
    return null;
  }
}

/** Connects first: the client has bound already. Only then there is an address to be reached at. */
function connectTo(data: number, entry: number | null): boolean {
  if (entry === null) return true;
  return connect(data, unixAddress(descriptorPath(entry)), SOCKADDR_UN_BYTES) >= 0;
}
