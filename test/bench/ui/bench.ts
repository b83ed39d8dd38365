/**
 * Measures the window in a real Chromium with real labs: `npm run bench:ui` after a build. Medians over
 * the rounds are printed as a table and written to test/bench/ui/results.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../statistics';
import type { Figure, UiPart } from './measure';
import { memory } from './memory';
import { editing, moving } from './moving';
import { opening } from './opening';
import { typing } from './typing';

const parts: readonly UiPart[] = [opening, moving, editing, typing, memory];
const results = join(import.meta.dirname, 'results.md');

const usage = `npm run bench:ui -- [OPTION...]

Measures the page with large labs and busy consoles. Run npm run build first.

  --only PART[,PART]  measure only these (${parts.map(({ name }) => name).join(', ')})
  --rounds N          how often each is measured (5)
  --write             write the table to test/bench/ui/results.md as well
  --help              this text
`;

type Rounds = Map<UiPart, Figure[][]>;

async function measureAll(chosen: readonly UiPart[], rounds: number): Promise<Rounds> {
  const all: Rounds = new Map(chosen.map((part) => [part, []]));
  for (let round = 0; round < rounds; round++) {
    for (const part of chosen) {
      console.error(`round ${round + 1} of ${rounds}: ${part.title}`);
      all.get(part)!.push(await part.measure());
    }
  }
  return all;
}

function amount(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

function rowsOf(taken: readonly Figure[][]): string[] {
  return (taken[0] ?? []).map(({ name, unit, goal }, index) => {
    const values = taken.map((figures) => figures[index]!.value);
    const spread = `${amount(Math.min(...values), unit)} to ${amount(Math.max(...values), unit)}`;
    const wanted = goal === null ? '' : `below ${amount(goal, unit)}`;
    return `| ${name} | ${amount(median(values), unit)} | ${spread} | ${wanted} |`;
  });
}

function tableOf(part: UiPart, taken: readonly Figure[][]): string {
  const head = '| figure | median | range | goal |\n|---|---|---|---|';
  return [`## ${part.title}`, '', head, ...rowsOf(taken), ''].join('\n');
}

/** What the figures depend on. */
function machine(rounds: number): string {
  const [processor] = cpus();
  const version = /^model name\s*:\s*(.+)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
  const name = version ?? processor?.model ?? 'unknown processor';
  return [
    '# The window, measured',
    '',
    `\`npm run bench:ui\`, ${new Date().toISOString().slice(0, 10)}: medians of ${rounds} rounds on ${cpus().length}`,
    `processors (${name}), headless Chromium that draws without a graphics card.`,
    '',
  ].join('\n');
}

function chosenParts(only: string): readonly UiPart[] {
  const names = only.split(',').filter((name) => name !== '');
  for (const name of names) {
    if (!parts.some((part) => part.name === name)) throw new Error(`There is no part "${name}".`);
  }
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else {
  const rounds = Number(values.rounds);
  if (!(rounds >= 1)) throw new Error(`--rounds wants a number above 0, not "${values.rounds}".`);
  const all = await measureAll(chosenParts(values.only), rounds);
  const tables = [...all].map(([part, taken]) => tableOf(part, taken));
  const text = `${machine(rounds)}\n${tables.join('\n')}`;
  console.log(text);
  if (values.write) writeFileSync(results, text);
  // The browser that the editors shared would keep the process.
  process.exit(0);
}
