/**
 * Cabling without a mouse: with two nodes selected a cable joins them, with one it is taken in hand and
 * put into the node that is selected when the key is pressed again. Each time on the lowest free port.
 */
import { type DeviceNode, isDevice } from '../../../shared/document/topology';
import { choosePort } from '../../document/edits/cable-edits';
import type { Point } from '../../document/records/new-node';
import { freePorts } from '../../document/records/ports';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { guestOn } from '../../lab/port-guests';
import { raise } from '../../ui/notices';
import { type CableDrag, putByKey, takeByKey, useCableDrag } from './cable-drag';

/** Says why, for as long as the cable is in hand. */
function refuse(message: string): void {
  const refused = raise({
    code: 'bad-request',
    message: `${message}.`,
    next: t('Choose another node, or press Esc.'),
  });
  const { drag } = useCableDrag.getState();
  if (drag?.byKeys !== undefined) useCableDrag.setState({ drag: { ...drag, byKeys: { refused } } });
}

function selectedDevices(): DeviceNode[] {
  const { nodes } = currentDocument();
  return selectedNodes().flatMap((id) => {
    const node = nodes[id];
    return node !== undefined && isDevice(node) ? [node] : [];
  });
}

/** Where the end of the cable hangs, in pixels of the window. */
function placeOf(node: string): Point {
  const element = window.document.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
  const box = element?.getBoundingClientRect();
  return box === undefined ? { x: 0, y: 0 } : { x: box.x + box.width / 2, y: box.bottom + 24 };
}

function takeUp(node: DeviceNode): CableDrag | null {
  const port = freePorts(currentDocument(), node, guestOn)[0];
  if (port === undefined) {
    refuse(t('{{name}} has no free port', { name: node.name }));
    return null;
  }
  takeByKey({ node: node.id, port }, placeOf(node.id));
  const { drag } = useCableDrag.getState();
  if (drag === null) return null;
  const taken = { ...drag, byKeys: { refused: null } };
  useCableDrag.setState({ drag: taken });
  return taken;
}

function putInto(node: DeviceNode, drag: CableDrag): void {
  const choice = choosePort(currentDocument(), node.id, null, drag.from, guestOn);
  if ('refusal' in choice) refuse(choice.refusal);
  else putByKey(drag, choice.end, placeOf(node.id));
}

export function connectByKeys(): void {
  const { drag } = useCableDrag.getState();
  const [first, second, ...more] = selectedDevices();
  if (first === undefined || more.length > 0) return;
  if (drag !== null) {
    putInto(first, drag);
    return;
  }
  const taken = takeUp(first);
  if (taken !== null && second !== undefined) putInto(second, taken);
}
