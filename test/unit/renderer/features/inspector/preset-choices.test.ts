import { expect, test } from 'vitest';
import {
  chosenPreset,
  presetChoice,
  presetOptions,
} from '../../../../../renderer/features/inspector/preset-choices';
import { perfectConditions } from '../../../../../shared/document/cable-conditions';
import { cablePresets } from '../../../../../shared/document/cable-presets';

const own = { aToB: { ...perfectConditions, loss: 3 }, bToA: null };

test('every choice sets what is recognised as that choice again', () => {
  for (const { value } of presetOptions('perfect')) {
    expect(presetChoice(chosenPreset(value)!)).toBe(value);
  }
  expect(presetOptions('perfect')).toHaveLength(cablePresets.length + 1);
});

test('what is set by hand is shown as such, and cannot be chosen', () => {
  const choice = presetChoice(own);
  expect(chosenPreset(choice)).toBeNull();
  expect(presetOptions('perfect').some(({ value }) => value === choice)).toBe(false);
  expect(presetOptions(choice).some(({ value }) => value === choice)).toBe(true);
});
