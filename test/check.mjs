/**
 * `npm run check`: everything that a change must pass before the long tests, side by side; or only the parts
 * that it is given by name: `npm run check -- lint imports`. A part that fails prints what its tool says. The
 * last lines say once more what failed, where, and how to mend it.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { checks } from './checks.mjs';

const root = resolve(import.meta.dirname, '..');
/** Of many places the first few are enough to begin with; the part's own output has all. */
const MOST_PLACES = 3;

const tests = {
  title: 'tests',
  program: 'vitest',
  args: ['run', '-c', 'test/vitest.config.ts', '--project', 'unit', '--project', 'property'],
  place: /^ FAIL\s+(?:\|\w+\| )?(\S+)/gm,
  mend: 'run the file alone: npm run test:unit -- FILE',
};

/** Runs a part, and resolves to what it printed and whether it passed. Never rejects. */
function run({ program, args }) {
  const child = spawn(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
  }
  return new Promise((settle) => {
    child.on('error', (error) => settle({ passed: false, output: `${error.message}\n` }));
    child.on('close', (code) => settle({ passed: code === 0, output: chunks.join('') }));
  });
}

function placesIn(output, pattern) {
  const places = [...new Set([...output.matchAll(pattern)].map(([, place]) => place))];
  if (places.length === 0) return 'its messages are above';
  const more = places.length - MOST_PLACES;
  return places.slice(0, MOST_PLACES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Runs parts one after the other. Resolves to a line for each that failed. */
async function lane(parts) {
  const failures = [];
  for (const part of parts) {
    const begin = performance.now();
    const { passed, output } = await run(part);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(`${passed ? 'passed' : 'FAILED'}  ${part.title} (${seconds} s)`);
    if (passed) continue;
    console.log(output);
    failures.push(`FAILED  ${part.title}: ${placesIn(output, part.place)}\n        ${part.mend}`);
  }
  return failures;
}

const asked = process.argv.slice(2);
const isAsked = ({ title }) => asked.length === 0 || asked.includes(title);
const titles = [tests, ...checks].map(({ title }) => title);
const unknown = asked.find((title) => !titles.includes(title));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". The parts are ${titles.join(', ')}.`);
  process.exit(2);
}
// The tests take as long as all other parts together.
const failures = (
  await Promise.all([lane([tests].filter(isAsked)), lane(checks.filter(isAsked))])
).flat();
console.log(failures.length === 0 ? '\nEverything passed.' : `\n${failures.join('\n')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
