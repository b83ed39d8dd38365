/** The colours of ports and cables by VLAN, as the canvas draws them. None while no VLAN is in use. */
import { useMemo } from 'react';
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import { printVlanList } from '../../document/records/vlan-list';
import {
  cableLook,
  isTrunkLook,
  jackLook,
  stripesOf,
  type VlanLook,
  vlanSlots,
} from '../../document/records/vlan-use';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';

/** In pixels along a line. */
const STRIPE_LENGTH = 9;

/** The dashes of one stripe among several, so that together they leave no gap. */
export function stripeDashes(index: number, stripes: number): { dashes: string; offset: number } {
  return {
    dashes: `${STRIPE_LENGTH} ${STRIPE_LENGTH * (stripes - 1)}`,
    offset: -STRIPE_LENGTH * index,
  };
}

export interface VlanColours {
  /** Colour slots, at least one unless a trunk carries nothing. */
  readonly stripes: readonly number[];
  readonly trunk: boolean;
}

/** Stands for a trunk of all VLANs. */
const ALL = '*';

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

/** `VLAN 10`, `tagged VLANs 10,20`. */
function lookLabels(untagged: string, tags: string): string {
  if (untagged === '') return tags === '' ? t('no VLAN') : t('tagged VLANs {{tags}}', { tags });
  return tags === ''
    ? t('VLAN {{untagged}}', { untagged })
    : t('VLAN {{untagged}}, tagged VLANs {{tags}}', { untagged, tags });
}

/** The VLANs of a jack, worded only when they change; empty while no VLAN is in use. */
export function useVlanLabels(node: string, port: number): string {
  const key = useDocument(({ document }) => {
    const look = vlanSlots(document.nodes).size === 0 ? null : jackLook(document, { node, port });
    if (look === null) return '';
    return `${look.untagged ?? ''} ${look.tagged === 'all' ? ALL : printVlanList(look.tagged)}`;
  });
  return useMemo(() => {
    const [untagged = '', tags = ''] = key.split(' ');
    return key === '' ? '' : lookLabels(untagged, tags === ALL ? t('all others') : tags);
  }, [key]);
}

/** The stripes as a background from left to right. */
export function stripeStyle({ stripes }: VlanColours): Record<string, string> {
  const part = 100 / Math.max(1, stripes.length);
  const bands = stripes.map((slot, index) => {
    return `${slotColour(slot)} ${index * part}% ${(index + 1) * part}%`;
  });
  return { '--stripes': `linear-gradient(90deg, ${bands.join(', ') || 'var(--vlan-0) 0% 100%'})` };
}
