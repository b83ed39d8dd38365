/**
 * The checks that are not tests, for `npm run check` and `npm test`: which tool finds what, how its output
 * names the place (the first group of each match), and what mends it.
 */

/** Where tools that can be asked again about what has changed keep what they know. */
const CACHE = 'node_modules/.cache';

const SOURCES = ['electron', 'renderer', 'shared', 'test'];

export const checks = [
  {
    title: 'types',
    program: 'tsc',
    args: ['-p', '.', '--pretty', 'false'],
    place: /^([^\s(]+\(\d+,\d+\)): error/gm,
    mend: 'the compiler says what does not fit',
  },
  {
    title: 'form',
    program: 'biome',
    args: ['ci', '.', '--colors=off', '--reporter=concise'],
    place: /^\s*(?:[×!✖]\s+)?(\S+\.\w+(?::\d+:\d+)?)[: ]/gm,
    mend: '`npm run format` mends most of it',
  },
  {
    title: 'lint',
    program: 'oxlint',
    args: ['--quiet', '--format=unix'],
    place: /^(\S+?:\d+:\d+): /gm,
    mend: 'wait for the promise; split the function or the file; see .oxlintrc.json',
  },
  {
    title: 'imports',
    program: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', '--cache', `${CACHE}/depcruise`, ...SOURCES],
    place: /^\s+error \S+: (\S+)/gm,
    mend: 'move what is needed to a folder further down, or pass it in; .dependency-cruiser.cjs says why',
  },
  {
    title: 'unused',
    program: 'knip',
    args: [
      '--cache',
      '--cache-location',
      `${CACHE}/knip`,
      '--reporter=compact',
      '--no-config-hints',
    ],
    place: /^(\S+\.\w+)(?::|$)/gm,
    mend: 'remove it, or only its `export` if its own file uses it; knip.json names what is started by path',
  },
];
