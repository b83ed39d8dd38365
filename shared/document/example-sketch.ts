/** A small drawing of a lab: where its nodes are and which are joined, without all else. */
import { z } from 'zod';
import { nodeSchema } from '../kinds/registry';
import { isDevice, type TopologyDocument, type TopologyNode } from './topology';

const kinds = nodeSchema.options.map(({ shape }) => shape.kind.value) as TopologyNode['kind'][];

export const sketchSchema = z.object({
  nodes: z.array(z.object({ kind: z.enum(kinds), x: z.number(), y: z.number() })).max(1000),
  /** Pairs of places in the list of nodes. */
  cables: z.array(z.tuple([z.number().int(), z.number().int()])).max(10_000),
});

export type Sketch = z.infer<typeof sketchSchema>;

/** The sketch of a document. Pure. */
export function sketchOf({ nodes, cables }: TopologyDocument): Sketch {
  // Notes and what else only explains a drawing is too small to be read in a sketch.
  const shown = Object.values(nodes).filter(isDevice);
  const places = new Map(shown.map(({ id }, index) => [id, index]));
  return {
    nodes: shown.map(({ kind, x, y }) => ({ kind, x, y })),
    cables: Object.values(cables).flatMap(({ a, b }): [number, number][] => {
      const from = places.get(a.node);
      const to = places.get(b.node);
      return from === undefined || to === undefined ? [] : [[from, to]];
    }),
  };
}
