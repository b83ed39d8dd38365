/**
 * Makes a checkout ready to run: npm packages as the lock file wants them, and a build that is as
 * new as the sources. Plain JavaScript on Node alone, because nothing else is there yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const OLDEST_NODE = [20, 19];
/** What the build reads. */
const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'README.md',
  'docs/guide',
  'docs/reference',
  'package-lock.json',
  'tsconfig.json',
];
const BUILT_FILES = [
  'dist/electron/cli.js',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/renderer/index.html',
];
const STAMP = join(root, 'dist/built-from');

/** Ends the process with a sentence, not with a stack. */
export function giveUp(sentence) {
  console.error(`vdelab: ${sentence}`);
  process.exit(1);
}

/** Ends the process if Vdelab cannot run here at all. */
export function checkPlatform() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isTooOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (isTooOld) {
    giveUp(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}.`);
  }
  if (process.platform !== 'linux') {
    giveUp(`Vdelab runs on Linux, because VDE, taps and epoll do; this is ${process.platform}.`);
  }
}

/**
 * Runs npm in the checkout.
 *
 * @param {string[]} args
 * @param {boolean} quiet what it prints goes to stderr, so that stdout stays the command's own
 */
function npm(args, quiet) {
  const stdio = quiet ? ['ignore', 2, 2] : 'inherit';
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio });
  if (error) giveUp(`npm could not be run: ${error.message}`);
  if (status !== 0) giveUp(`\`npm ${args.join(' ')}\` failed; what it printed says why.`);
}

/** npm writes the lock of what it installed into node_modules, so its age is that of the install. */
function packagesAreCurrent() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Installs the npm packages if they are missing or older than the lock file. */
export function installPackages({ quiet = false } = {}) {
  if (packagesAreCurrent()) return;
  console.error('vdelab: installing npm packages');
  npm(['ci'], quiet);
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** A digest of everything that the build reads: unlike times, it survives a checkout of another branch. */
function digestOfSources() {
  const digest = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesBelow(join(root, source)))) {
    digest.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return digest.digest('hex');
}

function isBuiltFrom(digest) {
  const isComplete = BUILT_FILES.every((file) => existsSync(join(root, file)));
  return isComplete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
}

/** Builds if the sources have changed since the last build. */
export function build({ quiet = false } = {}) {
  const digest = digestOfSources();
  if (isBuiltFrom(digest)) return;
  console.error('vdelab: building');
  npm(['run', 'build'], quiet);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(STAMP, digest);
}

/** Everything that must be done before Vdelab can be run from a checkout. */
export function setUp(options) {
  checkPlatform();
  installPackages(options);
  build(options);
}
