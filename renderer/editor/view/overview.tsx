/** The small map of the drawing. By itself it shows while a part of the drawing is out of view. */

import { Panel, useStore } from '@xyflow/react';
import { type PointerEvent as ReactPointerEvent, useEffect, useMemo, useRef } from 'react';
import { isInside } from '../../document/geometry/boxes';
import { type Box, boundsOf, isInView } from '../../document/geometry/geometry';
import { shownBoxes } from '../../document/geometry/group-frame';
import type { Point } from '../../document/records/new-node';
import { useDocument } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { useSettings } from '../../i18n/settings';
import { t } from '../../i18n/translate';
import { kindColour } from '../../kinds/kind-symbol';
import { press } from '../../ui/gestures';
import { centreOn, shownArea, zoomBy } from '../viewport/view-port';
import { mapArea, mapParts, maskOf } from './overview-map';

/** In pixels of the window. */
const MAP = { width: 168, height: 112 };
/** How often a wheel doubles the zoom for each pixel that it says it turned; as on the drawing. */
const DOUBLINGS_PER_PIXEL = 0.002;

function Parts() {
  const nodes = useDocument(({ document }) => document.nodes);
  const ids = useSelection((selection) => selection.ids);
  const parts = useMemo(() => mapParts(nodes, ids), [nodes, ids]);
  return parts.map(({ kind, outline }) => (
    <path
      key={kind}
      className={`symbol-${kind}`}
      style={kind === 'frame' || kind === 'selected' ? undefined : kindColour(kind)}
      d={outline}
    />
  ));
}

/** Follows the view in every frame of a pan, and nothing else of the map does. */
function Mask({ area }: { area: Box }) {
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  return <path className="overview-mask" d={maskOf(area, view)} fillRule="evenodd" />;
}

function OverviewMap({ bounds }: { bounds: Box | null }) {
  const svg = useRef<SVGSVGElement>(null);
  /** Where a pointer is on the drawing; the map may come to show more while one drags. */
  const place = useRef((_: Pick<PointerEvent, 'clientX' | 'clientY'>): Point => ({ x: 0, y: 0 }));
  const area = mapArea(bounds, MAP);

  const placeOf = ({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): Point => {
    const box = svg.current!.getBoundingClientRect();
    return {
      x: area.x + ((clientX - box.x) / box.width) * area.width,
      y: area.y + ((clientY - box.y) / box.height) * area.height,
    };
  };
  place.current = placeOf;
  const begin = (event: ReactPointerEvent) => {
    const view = shownArea();
    if (event.button !== 0 || !event.isPrimary || view === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = placeOf(event);
    // A press in the view takes hold of it where it is; one beside it brings it there.
    const grip = isInside({ x, y }, view)
      ? { x: view.x + view.width / 2 - x, y: view.y + view.height / 2 - y }
      : { x: 0, y: 0 };
    const pan = (at: Point) => centreOn({ x: at.x + grip.x, y: at.y + grip.y });
    pan({ x, y });
    press({ move: (moved) => pan(place.current(moved)) }, { x: event.clientX, y: event.clientY });
  };

  useEffect(() => {
    const element = svg.current!;
    const turn = (event: WheelEvent) => {
      // React listens in a way that cannot keep the browser from zooming the page.
      event.preventDefault();
      zoomBy(2 ** (-event.deltaY * DOUBLINGS_PER_PIXEL));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, []);

  return (
    <svg
      ref={svg}
      role="img"
      aria-label={t('Overview of the drawing')}
      viewBox={`${area.x} ${area.y} ${area.width} ${area.height}`}
      onPointerDown={begin}
    >
      <Parts />
      <Mask area={area} />
    </svg>
  );
}

export function Overview() {
  const nodes = useDocument(({ document }) => document.nodes);
  const bounds = useMemo(() => boundsOf(shownBoxes(nodes)), [nodes]);
  const mode = useSettings(({ overview }) => overview);
  const outOfView = useStore(
    ({ transform, width, height }) =>
      bounds !== null && width > 0 && !isInView(bounds, transform, { width, height }),
  );
  if (mode === 'never' || (mode === 'automatic' && !outOfView)) return null;
  return (
    <Panel position="bottom-right" className="overview">
      <OverviewMap bounds={bounds} />
    </Panel>
  );
}
