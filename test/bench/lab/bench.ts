/**
 * Measures how labs grow: `npm run bench:lab` after a build. Each lab of built-in PCs is started, edited
 * while it runs, and stopped, while a client makes calls all the time as a page does. Medians over the
 * rounds are printed as a table. Two builds take turns, so that what else the machine does meets both.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../statistics';
import { profiling } from './app';
import { type LabShape, shapes } from './labs';
import { type Column, columns, type Measured, measure } from './measure';

const results = join(import.meta.dirname, 'results.md');
const own = resolve(import.meta.dirname, '../../../dist/electron/cli.js');

const usage = `npm run bench:lab -- [OPTION...]

Starts, edits and stops large labs of built-in PCs. Run npm run build first.

  --only NAME[,NAME]  measure only these labs (${shapes.map(({ name }) => name).join(', ')})
  --rounds N          how often each is measured (5)
  --against FILE      measure another build in turns as well: its dist/electron/cli.js
  --profile FOLDER    write profiles of the processor's time there (see \`node --cpu-prof\`)
  --write             write the table to test/bench/lab/results.md as well
  --help              this text
`;

interface Build {
  readonly name: string;
  readonly cli: string;
}

interface Row {
  readonly shape: LabShape;
  readonly build: Build;
  readonly taken: Measured[];
}

async function measureAll(
  chosen: readonly LabShape[],
  builds: readonly Build[],
  rounds: number,
): Promise<Row[]> {
  const rows = chosen.flatMap((shape) => builds.map((build): Row => ({ shape, build, taken: [] })));
  for (let round = 0; round < rounds; round++) {
    for (const { shape, build, taken } of rows) {
      console.error(`round ${round + 1} of ${rounds}: ${shape.name}, ${build.name}`);
      taken.push(await measure(build.cli, shape));
    }
  }
  return rows;
}

const unitOf: Record<Column, string> = {
  start: 'ms',
  'processor while starting': 'ms',
  'longest call': 'ms',
  'p99 call': 'ms',
  edit: 'ms',
  'longest call while editing': 'ms',
  stop: 'ms',
  'longest call while stopping': 'ms',
  memory: 'MB',
  'memory per node (kB)': 'kB',
  events: '',
};

function amount(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 1 : 0);
}

function cellOf(taken: readonly Measured[], column: Column): string {
  const values = taken.map((measured) => measured[column]);
  const range = `${amount(Math.min(...values))} to ${amount(Math.max(...values))}`;
  return `${amount(median(values))} (${range})`;
}

function tableOf(rows: readonly Row[]): string {
  const heads = columns.map((column) => `${column}${unitOf[column] && `, ${unitOf[column]}`}`);
  const lines = rows.map(({ shape, build, taken }) => {
    const cells = columns.map((column) => cellOf(taken, column));
    return `| ${shape.name} | ${build.name} | ${cells.join(' | ')} |`;
  });
  return [
    `| lab | build | ${heads.join(' | ')} |`,
    `|---|---|${columns.map(() => '---').join('|')}|`,
    ...lines,
  ].join('\n');
}

/** What the figures depend on. */
function heading(rounds: number): string {
  const cpuinfo = readFileSync('/proc/cpuinfo', 'utf8');
  const name = /^model name\s*:\s*(.+)$/m.exec(cpuinfo)?.[1] ?? 'unknown processor';
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    '# Large labs, measured',
    '',
    `\`npm run bench:lab\`, ${new Date().toISOString().slice(0, 10)}: median (range) of ${rounds} rounds on ${cpus().length}`,
    `processors (${name}), Node ${process.version}. Load averages at the end: ${load.join(', ')}; the bench itself`,
    'keeps about two processors busy.',
    '',
    'Each lab is opened by `vdelab serve`, started, edited while it runs, and stopped. A client in another',
    'process makes one call after the other all the time: sizes of a console, and twice a second all of the',
    'lab or of the drawing. *processor*: time of the service with its threads, calls included, which says',
    'more than times do when others use the machine as well. *edit*: from the change of a drawing (a cable taken out, plugged in',
    'elsewhere, moved back; a PC renamed) until the page is told. *memory*: of the service with its threads,',
    'when everything runs; *per node*: of what it has grown since the lab was opened. *events*: messages',
    'about the lab to the page while it starts.',
    '',
  ].join('\n');
}

function chosenShapes(only: string): readonly LabShape[] {
  const names = only.split(',').filter((name) => name !== '');
  for (const name of names) {
    if (!shapes.some((shape) => shape.name === name)) throw new Error(`There is no lab "${name}".`);
  }
  return names.length === 0 ? shapes : shapes.filter(({ name }) => names.includes(name));
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    against: { type: 'string' },
    profile: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else {
  const rounds = Number(values.rounds);
  if (!(rounds >= 1)) throw new Error(`--rounds wants a number above 0, not "${values.rounds}".`);
  const builds: Build[] = [{ name: 'this', cli: own }];
  if (values.against !== undefined) builds.push({ name: 'other', cli: resolve(values.against) });
  if (values.profile !== undefined)
    profiling.push('--cpu-prof', `--cpu-prof-dir=${values.profile}`);
  const rows = await measureAll(chosenShapes(values.only), builds, rounds);
  const text = `${heading(rounds)}\n${tableOf(rows)}\n`;
  console.log(text);
  if (values.write) writeFileSync(results, text);
}
