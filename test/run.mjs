/**
 * `npm test`: sets up what is missing, then runs every check and every test. Prints what it does as
 * it goes; its last line sums up: `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, checkPlatform, installPackages, root } from '../electron/launch/set-up.mjs';
import { install as installSystemPackages } from '../electron/launch/system-packages.mjs';

const reports = mkdtempSync(join(tmpdir(), 'vdelab-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

function heading(title) {
  console.log(`\n=== ${title} ===`);
}

/** Runs a tool of node_modules/.bin; tells whether it succeeded. */
function run(title, program, args) {
  heading(title);
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

/** A check that is not made of tests: it adds to the counts only when it fails. */
function check(title, program, args) {
  if (!run(title, program, args)) counts.failed += 1;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`There is no report of that run: ${error.message}`);
    return null;
  }
}

/** A suite that fails outside of its tests (an import, a hook) has no failed test to count. */
function brokenSuites(report) {
  return report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
}

/** Vitest's projects, one run each so that a machine under test has the computer to itself. */
function vitest(title, projects) {
  const file = join(reports, `${projects.join('-')}.json`);
  const succeeded = run(title, 'vitest', [
    'run',
    '-c',
    'test/vitest.config.ts',
    ...projects.flatMap((project) => ['--project', project]),
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  if (report === null) {
    counts.failed += 1;
    return;
  }
  const failed = report.numFailedTests + brokenSuites(report);
  counts.passed += report.numPassedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  // Unhandled errors make a run fail without a failed test.
  counts.failed += failed === 0 && !succeeded ? 1 : failed;
}

checkPlatform();
heading('npm packages');
installPackages();
heading('system packages');
installSystemPackages();
heading('build');
build();

// The same steps as `npm run check`, apart so that the tests in it are counted.
check('lint', 'biome', ['ci', '.']);
check('types', 'tsc', ['-p', '.']);
check('import directions', 'depcruise', [
  '--config',
  '.dependency-cruiser.cjs',
  'electron',
  'renderer',
  'shared',
  'test',
]);
vitest('unit and property tests', ['unit', 'property']);
vitest('interop tests', ['interop']);
vitest('browser tests', ['e2e']);

rmSync(reports, { recursive: true, force: true });
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);
