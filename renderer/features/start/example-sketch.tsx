/** An example as a small drawing: the symbols of its nodes and the cables between them. */
import type { Sketch } from '../../../shared/document/example-sketch';
import { kindColour, SymbolPaths } from '../../kinds/kind-symbol';
import { layOutSketch, SYMBOL } from './sketch-layout';

const AREA = { width: 168, height: 92 };
const SYMBOL_GRID = 32;

export function ExampleSketch({ sketch }: { sketch: Sketch }) {
  const places = layOutSketch(sketch, AREA);
  return (
    <svg
      className="sketch"
      viewBox={`0 0 ${AREA.width} ${AREA.height}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
    >
      {sketch.cables.map(([from, to]) => (
        <line
          key={`${from} ${to}`}
          className="sketch-cable"
          x1={places[from]?.x}
          y1={places[from]?.y}
          x2={places[to]?.x}
          y2={places[to]?.y}
        />
      ))}
      {sketch.nodes.map(({ kind, x, y }, index) => {
        const centre = places[index]!;
        const corner = `translate(${centre.x - SYMBOL / 2} ${centre.y - SYMBOL / 2})`;
        return (
          <g
            key={`${kind} ${x} ${y}`}
            style={kindColour(kind)}
            transform={`${corner} scale(${SYMBOL / SYMBOL_GRID})`}
          >
            <rect className="sketch-ground" width={SYMBOL_GRID} height={SYMBOL_GRID} rx={6} />
            <SymbolPaths kind={kind} />
          </g>
        );
      })}
    </svg>
  );
}
