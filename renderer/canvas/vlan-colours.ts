/** The colours of ports and cables by VLAN, as the canvas draws them. None while no VLAN is in use. */
import { useMemo } from 'react';
import type { Cable, CableEnd, TopologyDocument } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { printVlanList } from '../document/vlan-list';
import {
  cableLook,
  isTrunkLook,
  jackLook,
  stripesOf,
  type VlanLook,
  vlanSlots,
} from '../document/vlan-use';

export interface VlanColours {
  /** Colour slots, at least one unless a trunk carries nothing. */
  readonly stripes: readonly number[];
  readonly trunk: boolean;
}

/** The token of a colour slot. */
export const slotColour = (slot: number) => `var(--vlan-${slot})`;

/** `3`, `1,2t`, or nothing: a text, so that only a change of it draws anew. */
function colourKey(document: TopologyDocument, look: VlanLook | null): string {
  if (look === null) return '';
  const stripes = stripesOf(look, vlanSlots(document.nodes));
  return `${stripes.join(',')}${isTrunkLook(look) ? 't' : ''}`;
}

function useColours(look: (document: TopologyDocument) => VlanLook | null): VlanColours | null {
  const key = useDocument(({ document }) =>
    vlanSlots(document.nodes).size === 0 ? '' : colourKey(document, look(document)),
  );
  return useMemo(() => {
    if (key === '') return null;
    const numbers = key
      .replace('t', '')
      .split(',')
      .filter((slot) => slot !== '');
    return { stripes: numbers.map(Number), trunk: key.endsWith('t') };
  }, [key]);
}

export function useCableColours(cable: Cable): VlanColours | null {
  return useColours((document) => cableLook(document, cable));
}

export function useJackColours(node: string, port: number): VlanColours | null {
  return useColours((document) => jackLook(document, { node, port }));
}

/** `VLAN 10`, `tagged VLANs 10,20`; empty while no VLAN is in use. */
export function lookWords({ untagged, tagged }: VlanLook): string {
  const tags = tagged.length === 0 ? '' : `tagged VLANs ${printVlanList(tagged)}`;
  if (untagged === null) return tags === '' ? 'no VLAN' : tags;
  return tags === '' ? `VLAN ${untagged}` : `VLAN ${untagged}, ${tags}`;
}

export function vlanWords(document: TopologyDocument, end: CableEnd): string {
  if (vlanSlots(document.nodes).size === 0) return '';
  const look = jackLook(document, end);
  return look === null ? '' : lookWords(look);
}

/** The stripes as a background from left to right. */
export function stripeStyle({ stripes }: VlanColours): Record<string, string> {
  const part = 100 / Math.max(1, stripes.length);
  const bands = stripes.map((slot, index) => {
    return `${slotColour(slot)} ${index * part}% ${(index + 1) * part}%`;
  });
  return { '--stripes': `linear-gradient(90deg, ${bands.join(', ') || 'var(--vlan-0) 0% 100%'})` };
}
