/**
 * The management socket of a switch: a UNIX stream socket that speaks vde_switch's console to any
 * number of clients. It never waits for one of them.
 */
import { basename } from 'node:path';
import { FailureError } from '../../../shared/failure/failure';
import { MAX_SOCKET_PATH_BYTES } from '../../../shared/vde/vde-limits';
import { MAX_ACCEPTS_PER_TURN, MAX_SESSIONS } from '../../engine/core/limits';
import { EPOLLIN, SOCK_CLOEXEC, SOCK_NONBLOCK } from '../../native/constants';
import { accept4, close, EADDRINUSE, errorName } from '../../native/libc';
import { Folder } from '../../system/folders/folder';
import { openParent } from '../../system/folders/safe-way';
import { OneShotTimer } from '../io/one-shot-timer';
import type { DescriptorLedger } from '../shared/descriptors';
import { removeSocket, type SocketPermissions } from '../vde/socket-files';
import { listenAt } from '../vde/stream-listener';
import {
  type ConnectionContext,
  ManagementConnection,
  type SessionMaker,
} from './management-connection';

const BACKLOG = 15;
/** How long the rest of a line may take before its beginning is taken for a whole command. */
const PATIENCE_MS = 50;

export interface ManagementPlace extends ConnectionContext {
  readonly device: string;
  readonly path: string;
  readonly permissions: SocketPermissions;
  readonly ledger: DescriptorLedger;
}

/** What a former worker left of such a socket: its listener, and the folder. */
export interface AdoptedManagement {
  readonly fd: number;
  readonly folder: number;
}

export class ManagementSocket {
  readonly #place: ManagementPlace;
  readonly #maker: SessionMaker;
  readonly #folder: Folder;
  readonly #listener: number;
  readonly #timer: OneShotTimer;
  readonly #connections = new Set<ManagementConnection>();
  #isListening = true;

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
    for (const connection of [...this.#connections]) connection.close();
    this.#timer.close();
    this.retire();
  }

  /** Listens no longer; those who are connected stay until they leave or it is closed. */
  retire(): void {
    if (!this.#isListening) return;
    this.#isListening = false;
    const { loop, ledger, path } = this.#place;
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
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) throw tooLong(path, device);
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
    // Nobody is answered before the startup commands have run.
    if (!this.#maker.isReady()) return;
    for (let accepted = 0; accepted < MAX_ACCEPTS_PER_TURN; accepted++) {
      const fd = accept4(this.#listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      if (this.#connections.size >= MAX_SESSIONS) close(fd);
      else this.#connect(fd);
    }
  }

  #connect(fd: number): void {
    const { ledger } = this.#place;
    ledger.opened({ role: 'pending', fd });
    const connection: ManagementConnection = new ManagementConnection(
      fd,
      this.#place,
      this.#maker,
      {
        readSomething: () => {
          this.#maker.settle();
          if (connection.hasUnfinishedLine) this.#timer.start(PATIENCE_MS);
        },
        closed: () => {
          this.#connections.delete(connection);
          ledger.closed(fd);
        },
      },
    );
    this.#connections.add(connection);
    connection.greet();
  }

  #flush(): void {
    for (const connection of [...this.#connections]) connection.flush();
    this.#maker.settle();
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
    message: `The management socket ${path} has a path of ${Buffer.byteLength(path)} bytes; at most ${MAX_SOCKET_PATH_BYTES} fit.`,
    next: 'Choose a shorter path, like /tmp/mysw.mgmt.',
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
