/**
 * Forces: nodes push each other away, cables pull. The same graph always gives the same drawing:
 * d3-force starts on a spiral and draws its chance from a generator with a fixed seed. Pure.
 */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { type Flower, flowerOf, leafMiddles } from './flower';
import {
  GAP,
  type LayoutGraph,
  type LayoutNode,
  leafGroups,
  type Neighbours,
  neighboursOf,
  type Places,
} from './layout-graph';
import { separate } from './separate';

interface Body extends SimulationNodeDatum {
  id: string;
  radius: number;
}

const TICKS = 300;
/** A thousand nodes need fewer, and each takes longer. */
const TICKS_OF_MANY = 160;
const MANY_NODES = 400;
const LINK_LENGTH = 140;
const CHARGE_PER_RADIUS = -14;
const TO_MIDDLE = 0.04;

function radiusOf({ width, height }: LayoutNode): number {
  return (width + height) / 4 + GAP / 2;
}

function simulate(bodies: Body[], links: { source: string; target: string }[]): void {
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const length = (link: { source: string; target: string }) =>
    LINK_LENGTH + ((byId.get(link.source)?.radius ?? 0) + (byId.get(link.target)?.radius ?? 0)) / 2;
  const lengths = links.map(length);
  forceSimulation(bodies)
    .force(
      'link',
      forceLink<Body, { source: string; target: string }>(links)
        .id(({ id }) => id)
        .distance((_, index) => lengths[index] ?? LINK_LENGTH),
    )
    .force(
      'charge',
      forceManyBody<Body>().strength(({ radius }) => CHARGE_PER_RADIUS * radius),
    )
    .force('collide', forceCollide<Body>(({ radius }) => radius).iterations(2))
    .force('x', forceX(0).strength(TO_MIDDLE))
    .force('y', forceY(0).strength(TO_MIDDLE))
    .stop()
    .tick(bodies.length > MANY_NODES ? TICKS_OF_MANY : TICKS);
}

/** From so many machines on, a switch and they are one body. */
const FEW_LEAVES = 2;

/** Switches with their machines, by the id of the switch. */
function flowersOf(graph: LayoutGraph, neighbours: Neighbours): Map<string, Flower> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return new Map(
    leafGroups(graph, neighbours, FEW_LEAVES).map(({ parent, leaves }) => {
      const others = (neighbours.get(parent)?.size ?? 0) - leaves.length;
      return [parent, flowerOf(nodes.get(parent)!, leaves, others)];
    }),
  );
}

/** Lays out a graph whose nodes are all linked. */
export function forcePlaces(graph: LayoutGraph): Places {
  const neighbours = neighboursOf(graph);
  const flowers = flowersOf(graph, neighbours);
  const inFlower = new Set(
    [...flowers.values()].flatMap(({ leaves }) => leaves.map(({ id }) => id)),
  );
  const bodies = graph.nodes
    .filter(({ id }) => !inFlower.has(id))
    .map(
      (node): Body => ({
        id: node.id,
        radius: flowers.get(node.id)?.radius ?? radiusOf(node),
      }),
    );
  const known = new Set(bodies.map(({ id }) => id));
  const pulls = graph.links
    .filter(([one, other]) => one !== other && known.has(one) && known.has(other))
    .map(([source, target]) => ({ source, target }));
  simulate(bodies, pulls);
  const middles = new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  for (const [id, flower] of flowers) {
    const others = [...(neighbours.get(id) ?? [])].flatMap((other) =>
      inFlower.has(other) ? [] : middles.get(other)!,
    );
    for (const [leaf, at] of leafMiddles(flower, middles.get(id)!, others)) middles.set(leaf, at);
  }
  return separate(graph.nodes, middles);
}
