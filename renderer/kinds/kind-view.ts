/** What the page shows of a kind of node, and what it makes of one. Texts are keys of the catalogue. */
import type { TopologyDocument } from '../../shared/document/topology';
import type { NodeKind, NodeOf } from '../../shared/kinds/registry';
import type { Shape } from './symbol-shape';
import type { TakenValues } from './taken-values';

/** The parts of the palette. */
export type PalettePart = 'network' | 'machines' | 'outside' | 'notes';

/** What a new node is made from. */
interface Fresh {
  readonly document: TopologyDocument;
  /** A random Ethernet address. */
  mac(): string;
}

/** What is drawn with defaults: all but what every node has. */
type OwnFields<Node> = Omit<Node, 'id' | 'x' | 'y' | 'kind' | 'name' | 'locked' | 'memberOf'>;

export interface KindView<Kind extends NodeKind> {
  readonly title: string;
  readonly symbol: readonly Shape[];
  readonly colour: { readonly light: string; readonly dark: string };
  /** Its entry in the palette and in lists of what can be added, if it has one. */
  readonly entry?: {
    readonly part: PalettePart;
    /** The accessible name of what adds one. */
    readonly name: string;
    readonly hint: string;
  };
  /** What the inspector says of it instead of its title. */
  readonly hint?: string;
  /** What names of new nodes begin with; none for what has no name. */
  readonly namePrefix?: string;
  /** Whether many of it can be added at once. */
  readonly inBulk?: true;
  /** Whether its summary says more than what its driver reports while it runs. */
  readonly speaksForItself?: true;
  /** The defaults of a new one. */
  fresh(from: Fresh): OwnFields<NodeOf<Kind>>;
  /** The short line under its name; of what can run. */
  summary?(node: NodeOf<Kind>): string;
  /** What a restart cuts off, as a sentence; of what starts. */
  restartText?(node: NodeOf<Kind>): string;
  /** What stands at the head of its form. */
  formIntro?(node: NodeOf<Kind>): string;
  /** Places on this computer that only one node may have, each with its sort before it. */
  places?(node: NodeOf<Kind>): string[];
  /** The node as a copy, with values of its own where only one node may have them. */
  asCopy?(node: NodeOf<Kind>, taken: TakenValues): NodeOf<Kind>;
}

export function defineView<Kind extends NodeKind>(view: KindView<Kind>): KindView<Kind> {
  return view;
}
