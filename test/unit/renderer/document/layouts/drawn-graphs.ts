/** Graphs to lay out, as drawings make them. */
import type {
  LayoutGraph,
  LayoutNode,
} from '../../../../../renderer/document/layouts/layout-graph';

export const hub = (id: string): LayoutNode => ({ id, width: 232, height: 108, role: 'hub' });
export const machine = (id: string): LayoutNode => ({ id, width: 184, height: 92, role: 'plain' });
export const outside = (id: string): LayoutNode => ({ ...machine(id), role: 'above' });

/** A switch with so many machines on it. */
export function star(name: string, count: number): LayoutGraph {
  const machines = Array.from({ length: count }, (_, index) => machine(`${name}-pc${index}`));
  return {
    nodes: [hub(name), ...machines],
    links: machines.map(({ id }) => [id, name] as const),
  };
}

export function joined(...graphs: LayoutGraph[]): LayoutGraph {
  return {
    nodes: graphs.flatMap(({ nodes }) => nodes),
    links: graphs.flatMap(({ links }) => links),
  };
}

/** Switches in a tree, each with machines. */
export function campus(switches: number, machines: number): LayoutGraph {
  const parts = Array.from({ length: switches }, (_, index) => star(`sw${index}`, machines));
  const trunks = parts.slice(1).map((_, index) => {
    return [`sw${index + 1}`, `sw${Math.floor(index / 3)}`] as const;
  });
  return joined(...parts, { nodes: [], links: trunks });
}
