/** The presets of cables as the choices of a form: perfect, one that has a name, or as it is set. Pure. */
import { cablePresets, presetOf } from '../../../shared/document/cable-presets';
import type { Cable } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import type { Option } from '../../ui/field';

const PERFECT = 'perfect';
const OWN = 'own';

/** The choice that a cable stands at. */
export function presetChoice({ aToB, bToA }: Pick<Cable, 'aToB' | 'bToA'>): string {
  if (aToB === null && bToA === null) return PERFECT;
  return presetOf(aToB, bToA)?.id ?? OWN;
}

/** @param current the choice that is made; "As set below" is no choice that one could make */
export function presetOptions(current: string): Option[] {
  return [
    { value: PERFECT, label: t('Perfect') },
    ...(current === OWN ? [{ value: OWN, label: t('Custom') }] : []),
    ...cablePresets.map(({ id, title }) => ({ value: id, label: t(title) })),
  ];
}

/** What a choice sets, without a title for a perfect cable; null for one that sets nothing. */
export function chosenPreset(
  choice: string,
): (Pick<Cable, 'aToB' | 'bToA'> & { title: string }) | null {
  if (choice === PERFECT) return { title: '', aToB: null, bToA: null };
  const preset = cablePresets.find(({ id }) => id === choice);
  return preset === undefined ? null : { ...preset, title: t(preset.title) };
}
