/**
 * What a switch knows of the spanning tree of one VLAN: the best root that it has heard of, the way
 * there, and the part that each of its ports plays (fstp.c of vde-2, `struct vlst`).
 */
import type { VlanTree as VlanTreeView } from '../../../shared/lab/switch-view';
import type { BpduRole } from '../frames/bpdu';

/** What a port is said to cost; only a bonus changes it (port.h). */
export const PORT_COST = 20_000_000;

/** A path to a root, in the order of its worth: the first difference decides, the lesser is better. */
export interface Offer {
  readonly root: string;
  readonly cost: number;
  readonly bridge: string;
  readonly port: number;
}

/** Below zero if `one` is the better offer, above if `other` is, 0 if they are the same. */
export function compareOffers(one: Offer, other: Offer): number {
  if (one.root !== other.root) return one.root < other.root ? -1 : 1;
  if (one.cost !== other.cost) return one.cost - other.cost;
  if (one.bridge !== other.bridge) return one.bridge < other.bridge ? -1 : 1;
  return one.port - other.port;
}

/** One port that is a member of the VLAN and has something plugged in. */
export interface TreePort {
  readonly number: number;
  readonly tagged: boolean;
  /** Does not carry frames: another way leads to the root, or the neighbour has not agreed yet. */
  backup: boolean;
  /** Whether a BPDU came in this listening period, and in the one before. */
  heardNow: boolean;
  heardBefore: boolean;
  /** What is to be said on the port, once it may. */
  wanted: WantedBpdu | null;
  /** BPDUs that may be sent at once, and when that was reckoned, in milliseconds. */
  allowance: number;
  reckonedAt: number;
}

/** Flags of a BPDU that is to be sent; all else in it is as the tree is then. */
interface WantedBpdu {
  readonly agreement: boolean;
  readonly topologyChange: boolean;
}

/** A port whose neighbour speaks the protocol. */
export const isListenedTo = (port: TreePort) => port.heardNow || port.heardBefore;

/** No bridge has this id: any offer that names one is better. */
const NO_BRIDGE = 'ffffffffffffffff';

export class VlanTree {
  readonly vlan: number;
  best: Offer;
  /** The port towards the root; 0 on the root itself. */
  rootPort = 0;
  /** When the root was last heard of, in milliseconds. */
  heardOfRootAt = 0;
  bonusPort = 0;
  bonusCost = 0;
  /** Topology changes passed on since the last hello. */
  changes = 0;
  readonly ports = new Map<number, TreePort>();
  /** Ports that lead to hosts only, whether or not something is plugged in. */
  readonly edges = new Set<number>();

  constructor(vlan: number, self: string) {
    this.vlan = vlan;
    this.best = selfOffer(self);
  }

  /** Takes the switch itself for the root. */
  claimRoot(self: string): void {
    this.best = selfOffer(self);
    this.rootPort = 0;
  }

  costOf(port: number): number {
    return PORT_COST - (port === this.bonusPort ? this.bonusCost : 0);
  }

  roleOf(port: TreePort): Exclude<BpduRole, 'unknown'> {
    if (port.backup) return 'alternate';
    return port.number === this.rootPort ? 'root' : 'designated';
  }

  /** As the window shows it. */
  view(self: string): VlanTreeView {
    const ports = [...this.ports.values()].sort((one, other) => one.number - other.number);
    return {
      vlan: this.vlan,
      root: withColons(this.best.root),
      bridge: withColons(self),
      isRoot: this.best.root === self,
      cost: this.best.cost,
      rootPort: this.rootPort === 0 ? null : this.rootPort,
      ports: ports.map((port) => ({
        port: port.number,
        role: this.edges.has(port.number) ? 'edge' : this.roleOf(port),
        state: port.backup ? 'discarding' : 'forwarding',
      })),
    };
  }
}

function selfOffer(self: string): Offer {
  return { root: self, cost: 0, bridge: NO_BRIDGE, port: 0 };
}

/** `8000 00ff...` as `80:00:00:ff:...`. */
export function withColons(id: string): string {
  return id.replace(/..(?=.)/g, '$&:');
}
