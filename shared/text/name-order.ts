/** The order in which people count names: pc2 comes before pc10, on every computer alike. Pure. */
const collator = new Intl.Collator('en', { numeric: true });

/** Below zero when the first name comes first, as `Array.sort` wants it. */
export const byName: (one: string, other: string) => number = collator.compare;
