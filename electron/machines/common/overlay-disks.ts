/** What a kind of machine does with the overlays that keep its disk images unchanged. */
import type { DeviceNode } from '../../../shared/document/topology';
import type { MachineDisk } from '../../../shared/lab/machine-control';
import type { BaseState } from './base-image';
import type { FormerOverlay } from './former-overlays';

/** A disk of a machine, in the order of its form. */
export interface OwnDisk {
  readonly image: string;
  readonly access: MachineDisk['access'];
  /** Where its overlay is or would be; empty for a disk without one. */
  readonly overlay: string;
}

export interface OverlayDisks<N extends DeviceNode> {
  /** How the names of its overlays end, with the dot. */
  readonly ending: string;
  /** @param directory the folder of what the machine wrote */
  disksOf(node: N, directory: string): OwnDisk[];
  /** What an overlay stands on; null if nobody knows. */
  stateOf(overlay: string): Promise<BaseState | null>;
  /** The image below an overlay; null if it is none. */
  imageBelow(overlay: string): Promise<string | null>;
  /**
   * Puts an overlay on the image of a disk, under the name that belongs to it. Throws a FailureError.
   *
   * @param former one of another image; null for the disk's own overlay, whose image has changed
   */
  adopt(node: N, disk: OwnDisk, former: FormerOverlay | null): Promise<void>;
  /** Writes an overlay into its image. Throws a FailureError, with both usable together as before. */
  commit(node: N, disk: OwnDisk): Promise<void>;
}
