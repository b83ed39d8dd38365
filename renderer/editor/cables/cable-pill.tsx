/** The label at an end of a cable: its port and the carrier there. It is also the end's handle. */
import type { Cable } from '../../../shared/document/topology';
import { PILL_HEIGHT, type Pill } from '../../document/cables/cable-labels';
import { type CableSide, endName } from '../../document/edits/cable-edits';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { pressEnd } from '../gestures/cable-drag';
import type { Carrier } from '../scene/cable-state';

const carrierLabel: Record<Carrier, (name: string) => string> = {
  up: (name) => t('{{name}}: carrier. Drag to another port.', { name }),
  down: (name) => t('{{name}}: no carrier. Drag to another port.', { name }),
  off: (name) => t('{{name}}: node is off. Drag to another port.', { name }),
};

export function EndPill({
  cable,
  side,
  pill,
  carrier,
}: {
  cable: Cable;
  side: CableSide;
  pill: Pill;
  carrier: Carrier;
}) {
  const name = useDocument(({ document }) => endName(document, cable[side]));
  const { x, y, width, text } = pill;
  return (
    <g
      className="cable-pill nodrag nopan"
      data-carrier={carrier}
      transform={`translate(${x} ${y})`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        pressEnd(cable[side], { x: event.clientX, y: event.clientY });
      }}
    >
      <title>{carrierLabel[carrier](name)}</title>
      <rect x={-width / 2} y={-PILL_HEIGHT / 2} width={width} height={PILL_HEIGHT} rx={9} />
      <circle cx={-width / 2 + 9} cy={0} r={3.25} />
      <text x={6} y={0} dy="0.35em">
        {text}
      </text>
    </g>
  );
}
