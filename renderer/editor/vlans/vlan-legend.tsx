/** Which colour is which VLAN. There only while VLANs are in use. */

import { vlanSlots } from '../../document/records/vlan-use';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { slotColour } from '../scene/vlan-colours';

/** More entries would cover the drawing; the inspector's port tables have the rest. */
const MOST_ENTRIES = 12;

export function VlanLegend() {
  const slots = useDocument(({ document }) => vlanSlots(document.nodes));
  if (slots.size === 0) return null;
  const entries = [...slots].slice(0, MOST_ENTRIES);
  const more = slots.size - entries.length;
  return (
    <aside className="vlan-legend" aria-label={t('VLANs')}>
      <ul>
        {entries.map(([vlan, slot]) => (
          <li key={vlan}>
            <span className="vlan-swatch" style={{ background: slotColour(slot) }} />
            {t('VLAN {{vlan}}', { vlan })}
          </li>
        ))}
        {more > 0 && <li>{t('{{more}} more', { more })}</li>}
      </ul>
    </aside>
  );
}
