/**
 * What the data plane holds open. The main thread keeps these records, so that a worker that takes
 * the place of a dead one can go on with the same sockets: QEMU does not notice that a switch died,
 * and would stay deaf for the rest of its life.
 */

export type DescriptorRecord =
  | { readonly role: 'epoll'; readonly fd: number }
  /** A connection on which no request was read yet. */
  | { readonly role: 'pending'; readonly fd: number }
  /** The listener of a switch's management socket. */
  | { readonly role: 'management'; readonly fd: number; readonly device: string }
  /** The folder of a device's VDE sockets, or of its management socket. */
  | {
      readonly role: 'folder';
      readonly fd: number;
      readonly device: string;
      readonly holds: 'clients' | 'management';
    }
  /** The folder in which a switch listened before, while clients are left whose sockets are in there. */
  | {
      readonly role: 'former';
      readonly fd: number;
      readonly device: string;
      readonly path: string;
      readonly madeDirectory: boolean;
    }
  | { readonly role: 'tap'; readonly fd: number; readonly device: string }
  | {
      readonly role: 'listener';
      readonly fd: number;
      readonly device: string;
      /** Whether the app made the directory, and so has to remove it. */
      readonly madeDirectory: boolean;
    }
  | {
      readonly role: 'endpoint';
      /** The control connection. */
      readonly fd: number;
      readonly data: number;
      readonly device: string;
      readonly port: number;
      readonly uid: number;
      /** Where the data socket is bound. */
      readonly path: string;
      readonly description: string;
    };

/** Tells the main thread what was opened and closed. */
export interface DescriptorLedger {
  opened(record: DescriptorRecord): void;
  closed(fd: number): void;
}
