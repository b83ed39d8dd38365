/**
 * Cabling without a mouse: with two nodes selected a cable joins them, with one it is taken in hand and
 * put into the node that is selected when the key is pressed again. Each time on the lowest free port.
 */
import { create } from 'zustand';
import { type CableEnd, type DeviceNode, isDevice } from '../../../shared/document/topology';
import { choosePort } from '../../document/edits/cable-edits';
import type { Point } from '../../document/records/new-node';
import { freePorts } from '../../document/records/ports';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { guestOn } from '../../lab/port-guests';
import { dismiss, raise } from '../../ui/notices';
import { chooseByKey, useCableDrag } from './cable-drag';

/** Whether the cable in the hand was taken up by this, and not at a jack or with the mouse. */
export const useConnecting = create<{ connecting: boolean }>(() => ({ connecting: false }));

/** The message that says why a cable cannot be put in somewhere; it goes with the cable in the hand. */
let refused: number | null = null;

function refuse(message: string): void {
  refused = raise({
    code: 'bad-request',
    message: `${message}.`,
    next: t('Choose another node, or press Esc.'),
  });
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

function takeUp(node: DeviceNode): CableEnd | null {
  const port = freePorts(currentDocument(), node, guestOn)[0];
  if (port === undefined) {
    refuse(t('{{name}} has no free port', { name: node.name }));
    return null;
  }
  const end = { node: node.id, port };
  chooseByKey(end, placeOf(node.id));
  useConnecting.setState({ connecting: true });
  const unsubscribe = useCableDrag.subscribe(({ drag }) => {
    if (drag !== null) return;
    unsubscribe();
    useConnecting.setState({ connecting: false });
    if (refused !== null) dismiss(refused);
    refused = null;
  });
  return end;
}

function putInto(node: DeviceNode, from: CableEnd): void {
  const choice = choosePort(currentDocument(), node.id, null, from, guestOn);
  if ('refusal' in choice) refuse(choice.refusal);
  else chooseByKey(choice.end, placeOf(node.id));
}

export function connectByKeys(): void {
  const { drag } = useCableDrag.getState();
  const [first, second, ...more] = selectedDevices();
  if (first === undefined || more.length > 0) return;
  if (drag !== null) {
    putInto(first, drag.from);
    return;
  }
  const from = takeUp(first);
  if (from !== null && second !== undefined) putInto(second, from);
}
