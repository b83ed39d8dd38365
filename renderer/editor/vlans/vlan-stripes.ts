/** How the stripes of a trunk follow each other along its line. Pure; shared with the SVG export. */

const STRIPE_LENGTH = 9;

/** The dashes of one stripe among several, so that together they leave no gap. */
export function stripeDashes(index: number, stripes: number): { dashes: string; offset: number } {
  return {
    dashes: `${STRIPE_LENGTH} ${STRIPE_LENGTH * (stripes - 1)}`,
    offset: -STRIPE_LENGTH * index,
  };
}
