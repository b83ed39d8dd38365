/**
 * What a switch tells about itself: for the window, and for the debug lines of its console. Calls are
 * rare (none per frame but the first of an address), and the listener must not touch the switch.
 */
import type { Sightings, Storm } from '../../../shared/lab/switch-view';

type TreeState = 'discarding' | 'forwarding';

export interface SwitchListener {
  /** An address was learned on a port. */
  addressLearned(mac: string, vlan: number, port: number): void;
  /** An address was forgotten: it was not seen for long, or its port or VLAN changed. */
  addressForgotten(mac: string, vlan: number, port: number): void;
  /** A port came into being, by its first endpoint or by command. */
  portCreated(port: number): void;
  /** The last endpoint of a port left. */
  portEmptied(port: number): void;
  endpointJoined(port: number, id: number, description: string): void;
  endpointLeft(port: number, id: number): void;
  /** A port began to carry frames of a VLAN, or stopped, by the spanning tree's will. */
  treeState(port: number, vlan: number, state: TreeState): void;
  /** A VLAN has another root, or another way to it. `root` is a bridge id in hexadecimal. */
  treeRoot(port: number, vlan: number, root: string): void;
  /** A neighbour that speaks the protocol appeared on a port, or has been silent for long. */
  treeNeighbour(port: number, vlan: number, isThere: boolean): void;
  /** Something that {@link Switch.trees} shows may have changed. */
  treesChanged(): void;
  /** A loop was noticed, more of its ports are known, or it is gone. */
  stormChanged(storm: Storm | null): void;
  /** What the switch sees that its user should know has changed. */
  sightingsChanged(sightings: Sightings): void;
}

/** Somebody who does not listen. */
export const deaf: SwitchListener = {
  addressLearned: () => {},
  addressForgotten: () => {},
  portCreated: () => {},
  portEmptied: () => {},
  endpointJoined: () => {},
  endpointLeft: () => {},
  treeState: () => {},
  treeRoot: () => {},
  treeNeighbour: () => {},
  treesChanged: () => {},
  stormChanged: () => {},
  sightingsChanged: () => {},
};
