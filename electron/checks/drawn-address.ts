/** An address that a node of the drawing has, or gives itself when it starts. */

import type { DeviceNode } from '../../shared/document/topology';
import type { IpPrefix } from '../../shared/net/ip-address';

export interface DrawnAddress {
  readonly node: DeviceNode;
  /** The card, or the one port of a way out. */
  readonly port: number;
  readonly prefix: IpPrefix;
  /** Whether the bits of the network are left out, so that it is alone on its network. */
  readonly isBare?: boolean;
  /** Field of the node in which it stands. */
  readonly field: string;
  /** What the field would be with another address in its place; null where that cannot be said. */
  readonly replaced: (text: string) => unknown;
}
