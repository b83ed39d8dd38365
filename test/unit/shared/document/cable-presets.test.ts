import { describe, expect, it } from 'vitest';
import { conditionsSchema } from '../../../../shared/document/cable-conditions';
import { cablePresets, presetOf } from '../../../../shared/document/cable-presets';

describe('presets of cables', () => {
  it.each(cablePresets.map((preset) => [preset.id, preset] as const))(
    '%s is what a document may hold, and is found again',
    (_, preset) => {
      expect(conditionsSchema.parse(preset.aToB)).toEqual(preset.aToB);
      expect(conditionsSchema.parse(preset.bToA)).toEqual(preset.bToA);
      expect(presetOf({ ...preset.aToB }, { ...preset.bToA })).toBe(preset);
    },
  );

  it('have names of their own', () => {
    expect(new Set(cablePresets.map(({ id }) => id)).size).toBe(cablePresets.length);
    expect(new Set(cablePresets.map(({ title }) => title)).size).toBe(cablePresets.length);
  });

  it('are not found in other conditions', () => {
    expect(presetOf(null, null)).toBeUndefined();
    const [first] = cablePresets;
    expect(presetOf({ ...first!.aToB, delay: 1 }, first!.bToA)).toBeUndefined();
  });
});
