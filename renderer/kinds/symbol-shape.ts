/** A symbol as data: paths on a grid of 32 by 32, which the canvas and exported pictures draw alike. */
export interface Shape {
  readonly d: string;
  /** `line` in the text's colour, `accent` in the kind's colour, `tint` as a pale area. */
  readonly paint: 'line' | 'accent' | 'tint';
}

export const line = (d: string): Shape => ({ d, paint: 'line' });
export const accent = (d: string): Shape => ({ d, paint: 'accent' });
export const tint = (d: string): Shape => ({ d, paint: 'tint' });
/** An outline with a pale inside. */
export const body = (d: string): Shape[] => [tint(d), line(d)];
