/** What a collapsed group says of its members. Pure; shared with the SVG export. */
import { isDevice } from '../../../shared/document/topology';
import type { Member } from '../../document/records/membership';
import { t } from '../../i18n/translate';

/** `3 devices`, `2 devices, 1 drawing`. */
export function memberCounts(members: readonly Member[]): string {
  const devices = members.filter(isDevice).length;
  const drawings = members.length - devices;
  const parts = [
    devices > 0 && t('{{count}} devices', { count: devices }),
    drawings > 0 && t('{{count}} drawings', { count: drawings }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('Empty') : parts.join(', ');
}
