/**
 * A cable on the canvas: its line beneath the nodes, with a label at each end over all lines. Where it runs is told by
 * the layout of all cables; see cable-layout.ts, and cable-ends.ts for where an end is.
 */
import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Cable } from '../../../shared/document/topology';
import type { CableDrawing } from '../../document/cables/cable-layout';
import { useSelection } from '../../document/store/selection';
import { useCableDrag } from '../gestures/cable-drag';
import { useCableDrawing } from '../scene/cable-layout-store';
import { useCableState } from '../scene/cable-state';
import type { CableFlowEdge } from '../scene/flow-elements';
import { useCableColours } from '../scene/vlan-colours';
import { useFar } from '../viewport/level-of-detail';
import { BlockedSign } from './blocked-sign';
import { CableFlow } from './cable-flow';
import { CableGrips } from './cable-grips';
import { markCable } from './cable-hover';
import { CableLabel } from './cable-label';
import { EndPill } from './cable-pill';
import { CableStroke } from './cable-stroke';
import { OnLabelLayer } from './label-layer';

export const CableEdgeView = memo(
  function CableEdgeView({ data, selected }: EdgeProps<CableFlowEdge>) {
    const drawing = useCableDrawing(data?.record.id ?? '');
    if (data === undefined || drawing === undefined) return null;
    return <CableLine drawing={drawing} selected={selected === true} name={data.name} />;
  },
  (before, after) => before.data === after.data && before.selected === after.selected,
);

interface Shown {
  drawing: CableDrawing;
  selected: boolean;
  /** `Cable pc1 eth0 to sw1 port 3` */
  name: string;
}

/** Whether a node at one of the ends is selected. */
function useBesideSelected({ a, b }: Cable): boolean {
  return useSelection(({ ids }) => ids.has(a.node) || ids.has(b.node));
}

function CableLine({ drawing, selected, name }: Shown) {
  const { cable, path } = drawing;
  const state = useCableState(cable);
  const held = useCableDrag(({ drag }) => drag?.moving?.cable === cable.id);
  const joined = useBesideSelected(cable);
  const colours = useCableColours(cable);
  const far = useFar();
  const { a, b } = state;
  const closed = a.blocked?.whole === true || b.blocked?.whole === true;
  const blocked = a.blocked !== null || b.blocked !== null;
  return (
    <g
      className="cable"
      data-up={(a.carrier === 'up' && b.carrier === 'up') || undefined}
      data-held={held || undefined}
      data-cut={!cable.up || undefined}
      data-blocked={closed || undefined}
      data-joined={joined || undefined}
      onPointerEnter={({ currentTarget }) => markCable(currentTarget, cable, true)}
      onPointerLeave={({ currentTarget }) => markCable(currentTarget, cable, false)}
    >
      <path className="cable-reach" d={path}>
        {!far && <title>{name}</title>}
      </path>
      <CableStroke path={path} colours={colours} />
      {!far && <CableFlow cable={cable} drawing={drawing} />}
      {!far && <CableGrips drawing={drawing} selected={selected} name={name} />}
      {(!far || blocked) && (
        <OnLabelLayer>
          <g
            className="cable-labels"
            data-id={cable.id}
            data-held={held || undefined}
            data-marked={joined || selected || undefined}
          >
            {!far && <CableLabels drawing={drawing} state={state} />}
            <BlockedSigns drawing={drawing} state={state} />
          </g>
        </OnLabelLayer>
      )}
    </g>
  );
}

interface Labelled {
  drawing: CableDrawing;
  state: ReturnType<typeof useCableState>;
}

function CableLabels({ drawing, state: { a, b } }: Labelled) {
  const { cable, pills } = drawing;
  return (
    <>
      {pills.a !== null && <EndPill cable={cable} side="a" pill={pills.a} carrier={a.carrier} />}
      {pills.b !== null && <EndPill cable={cable} side="b" pill={pills.b} carrier={b.carrier} />}
      <CableLabel cable={cable} drawing={drawing} />
    </>
  );
}

function BlockedSigns({ drawing: { cable, signs }, state: { a, b } }: Labelled) {
  return (
    <>
      {a.blocked !== null && <BlockedSign end={cable.a} blocked={a.blocked} at={signs.a} />}
      {b.blocked !== null && <BlockedSign end={cable.b} blocked={b.blocked} at={signs.b} />}
    </>
  );
}
