/**
 * One jack of a node: the place where a cable goes in. It is no Handle of React Flow, whose every
 * instance listens to the whole canvas; the class and the two attributes let React Flow measure it.
 */

import { memo, useMemo } from 'react';
import { type DeviceNode, isSwitch, portLabel } from '../../../shared/document/topology';
import { portName } from '../../document/edits/cable-edits';
import { jackBox } from '../../document/geometry/geometry';
import { cableOn } from '../../document/records/ports';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useLab } from '../../lab/lab-store';
import { useGuestOn } from '../../lab/port-guests';
import { chooseByKey, isTarget, pressEnd, useCableDrag } from '../gestures/cable-drag';
import { stripeStyle, useJackColours, useVlanLabels } from '../scene/vlan-colours';

function shownLabel(node: DeviceNode, port: number): string {
  if (isSwitch(node)) return String(port);
  return 'cards' in node ? portLabel(node, port) : node.kind;
}

type Light = 'free' | 'taken' | 'up' | 'joined';

/** What the jack's light shows: a cable, a cable with carrier, or a client from outside. */
function useLight(node: string, port: number): Light {
  const cable = useDocument(({ document }) => cableOn(document, { node, port }));
  const up = useLab(({ cables }) => {
    const status = cable === undefined ? undefined : cables[cable];
    return status?.a === true && status.b;
  });
  const joined = useLab(({ nodes }) => nodes[node]?.joined.includes(port) === true);
  if (cable !== undefined) return up ? 'up' : 'taken';
  return joined ? 'joined' : 'free';
}

const carrierText: Record<Light, string> = {
  free: 'free',
  taken: 'taken',
  up: 'taken, carrier',
  joined: 'joined from outside',
};

interface JackProps {
  node: DeviceNode;
  port: number;
  /** Whether Tab stops here: it leads from node to node, and into the one that is selected. */
  reachable: boolean;
}

export const Jack = memo(function Jack({ node, port, reachable }: JackProps) {
  const name = useMemo(() => portName(node, port), [node, port]);
  const light = useLight(node.id, port);
  const guest = useGuestOn({ node: node.id, port });
  const who = guest === null ? '' : ` (${guest})`;
  const aimed = useCableDrag(({ drag }) => isTarget(drag, node.id, port));
  const colours = useJackColours(node.id, port);
  const vlans = useVlanLabels(node.id, port);
  const box = jackBox(node, port);
  if (box === undefined) return null;
  const end = { node: node.id, port };
  return (
    <button
      type="button"
      className="jack source nodrag nopan"
      data-handleid={port}
      data-handlepos="bottom"
      style={{
        left: box.x,
        top: box.y,
        width: box.width,
        height: box.height,
        ...(colours !== null && stripeStyle(colours)),
      }}
      data-vlans={colours === null ? undefined : colours.trunk ? 'trunk' : 'access'}
      tabIndex={reachable ? 0 : -1}
      data-jack={port}
      data-node={node.id}
      data-light={light}
      data-aimed={aimed || undefined}
      aria-label={name}
      title={`${name}: ${t(carrierText[light])}${who}${vlans === '' ? '' : `, ${vlans}`}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        pressEnd(end, { x: event.clientX, y: event.clientY });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        const { x, y, width, height } = event.currentTarget.getBoundingClientRect();
        chooseByKey(end, { x: x + width / 2, y: y + height / 2 });
      }}
    >
      {shownLabel(node, port)}
    </button>
  );
});
