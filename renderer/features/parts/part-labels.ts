/** What the list of parts says of this drawing. Pure. */

import type { Part } from '../../../shared/lab/parts';
import type { Lack } from '../../../shared/rules/part-needs';
import { listed } from '../../i18n/listed';
import { t } from '../../i18n/translate';

const MOST_NAMES = 3;

/** `vm1 and vm2 need QEMU.` */
export function lackText({ part, nodes }: Lack): string {
  const names = listed(nodes, MOST_NAMES);
  return nodes.length === 1
    ? t('{{names}} needs {{part}}.', { names, part: part.title })
    : t('{{names}} need {{part}}.', { names, part: part.title });
}

/** `12 of 19 found. Everything that this drawing needs is here.` */
export function summaryOf(parts: readonly Part[], lacks: readonly Lack[]): string {
  const found = parts.filter((part) => part.found).length;
  const names = listed(
    lacks.map(({ part }) => part.title),
    MOST_NAMES,
  );
  const rest =
    lacks.length === 0
      ? t('Everything that this drawing needs is here.')
      : t('This drawing lacks {{names}}.', { names });
  return `${t('{{found}} of {{all}} found.', { found, all: parts.length })} ${rest}`;
}
