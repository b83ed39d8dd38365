/** What was measured: for each row of a table and each switch, a list of samples per quantity. */
import { median, pairedRatio } from './statistics';

/** The switch that the others are compared with. */
export const OWN = 'vdelab';

export interface Quantity {
  readonly name: string;
  /** Digits behind the point. */
  readonly digits: number;
  /** Whether a column says how this engine compares. */
  readonly compared: boolean;
}

export interface SampleTable {
  readonly part: string;
  readonly rows: readonly {
    readonly row: string;
    readonly contender: string;
    readonly medians: Readonly<Record<string, number>>;
    /** This engine's divided by this switch's, the median over the turns. */
    readonly vdelabIs: Readonly<Record<string, number>>;
    readonly samples: Readonly<Record<string, readonly number[]>>;
  }[];
}

type ByQuantity = Map<string, number[]>;

export class Samples {
  readonly #rows = new Map<string, Map<string, ByQuantity>>();

  add(row: string, contender: string, values: Readonly<Record<string, number>>): void {
    const contenders = entry(this.#rows, row, () => new Map<string, ByQuantity>());
    const quantities = entry(contenders, contender, () => new Map<string, number[]>());
    for (const [name, value] of Object.entries(values)) {
      entry(quantities, name, () => [] as number[]).push(value);
    }
  }

  table(part: string): SampleTable {
    const rows = [...this.#rows].flatMap(([row, contenders]) =>
      [...contenders].map(([contender, quantities]) => {
        const own = contenders.get(OWN);
        const entries = [...quantities];
        return {
          row,
          contender,
          medians: Object.fromEntries(entries.map(([name, all]) => [name, median(all)])),
          vdelabIs: Object.fromEntries(
            entries.map(([name, all]) => [name, pairedRatio(own?.get(name) ?? [], all)]),
          ),
          samples: Object.fromEntries(entries),
        };
      }),
    );
    return { part, rows };
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** A table in Markdown: a line per row and switch. */
export function markdownOf({ rows }: SampleTable, quantities: readonly Quantity[]): string {
  const headings = quantities.flatMap(({ name, compared }) =>
    compared ? [name, 'vdelab is'] : [name],
  );
  const lines = rows.map(({ row, contender, medians, vdelabIs }) => {
    const cells = quantities.flatMap(({ name, digits, compared }) => {
      const value = number(medians[name], digits);
      if (!compared) return [value];
      const ratio = vdelabIs[name];
      const known = contender !== OWN && ratio !== undefined && Number.isFinite(ratio);
      return [value, known ? `${ratio.toFixed(2)} x` : ''];
    });
    return `| ${[row, contender, ...cells].join(' | ')} |`;
  });
  const header = ['', 'switch', ...headings];
  return [`| ${header.join(' | ')} |`, `|${'---|'.repeat(header.length)}`, ...lines].join('\n');
}

function number(value: number | undefined, digits: number): string {
  if (value === undefined || !Number.isFinite(value)) return '';
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
