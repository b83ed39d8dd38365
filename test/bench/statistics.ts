/** The few figures by which samples are summed up. */

/** The value below which `share` of the samples lie; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The median of the quotients of samples that were taken in the same turn. A machine's speed drifts;
 * neighbours in time share it, so their quotient is steadier than that of the two medians.
 */
export function pairedRatio(own: readonly number[], other: readonly number[]): number {
  const quotients = own.flatMap((value, turn) => {
    const beside = other[turn];
    return beside === undefined || beside === 0 ? [] : [value / beside];
  });
  return median(quotients);
}
