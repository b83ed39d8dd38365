/** The nodes and the edges that React Flow is given. */
import { useMemo, useRef } from 'react';
import { showsCable } from '../../document/cables/cables-shown';
import { frameBox } from '../../document/geometry/group-frame';
import { symbolsOf } from '../../document/records/membership';
import { useDocument } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { useDrafts, useGroupDrop } from './drafts';
import { flowFrame } from './flow-drawings';
import {
  type CableFlowEdge,
  type Draft,
  type FlowNode,
  flowEdge,
  flowNode,
  type Look,
} from './flow-elements';

/** From afar all cables are drawn at once; see far-cables.tsx. */
const NO_EDGES: CableFlowEdge[] = [];
/** Carried nodes keep their places. */
const NO_DRAFTS: ReadonlyMap<string, Draft> = new Map();

function lookOf(id: string, far: boolean, carried: ReadonlySet<string> | undefined): Look {
  if (!far) return 'near';
  return carried?.has(id) === true ? 'carried' : 'far';
}

/** @param far whether devices are drawn without their jacks */
export function useFlowNodes(far: boolean): FlowNode[] {
  const nodes = useDocument(({ document }) => document.nodes);
  const ids = useSelection((selection) => selection.ids);
  const drafts = useDrafts((state) => (far && state.carry !== null ? NO_DRAFTS : state.drafts));
  const carried = useDrafts(({ carry }) => carry?.ids);
  const leaving = useGroupDrop((drop) => drop.leaving);
  return useMemo(() => {
    const hidden = symbolsOf(nodes);
    return Object.values(nodes)
      .filter(({ id }) => !hidden.has(id))
      .map((node) =>
        node.kind === 'group' && !node.collapsed
          ? flowFrame(node, frameBox(nodes, node, drafts, leaving), ids.has(node.id))
          : flowNode(node, ids.has(node.id), drafts.get(node.id), lookOf(node.id, far, carried)),
      );
  }, [nodes, ids, drafts, carried, leaving, far]);
}

/** The list as it was while nothing in it changed: React Flow goes through a new one as a whole. */
function useKept<T>(list: T[]): T[] {
  const kept = useRef(list);
  const before = kept.current;
  if (before.length !== list.length || list.some((one, at) => one !== before[at])) {
    kept.current = list;
  }
  return kept.current;
}

/** @param far whether cables are drawn all at once, and not by React Flow */
export function useFlowEdges(far: boolean): CableFlowEdge[] {
  const document = useDocument((state) => state.document);
  const ids = useSelection((selection) => selection.ids);
  const edges = useMemo(
    () =>
      far
        ? NO_EDGES
        : Object.values(document.cables)
            .filter((cable) => showsCable(document, cable))
            .map((cable) => flowEdge(document, cable, ids.has(cable.id))),
    [document, ids, far],
  );
  return useKept(edges);
}
