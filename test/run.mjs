/**
 * `npm test`: sets up what is missing, then runs every check and every test. Prints what it does as
 * it goes; at the end it says again what failed and why, for whoever keeps only the end of a long
 * log. Its last line sums up: `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, checkPlatform, installPackages, root } from '../electron/launch/set-up.mjs';
import { install as installSystemPackages } from '../electron/launch/system-packages.mjs';
import { checks } from './checks.mjs';

const reports = mkdtempSync(join(tmpdir(), 'vdelab-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed, in the words that are said again at the end. */
const failures = [];
/** What passed only at a second try, likewise: it may be a fault that shows itself rarely. */
const seconds = [];

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
function check(title, program, args, mend) {
  if (!run(title, program, args)) fail(`${title}: its messages are above; ${mend}`);
}

function fail(words) {
  counts.failed += 1;
  failures.push(words);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`There is no report of that run: ${error.message}`);
    return null;
  }
}

/** The failed tests of a report, and the suites that failed outside of their tests (an import, a hook). */
function failuresOf(report) {
  return report.testResults
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const name = relative(root, file.name);
      const failed = file.assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [`${name}\n${file.message}`];
      return failed.map((test) => `${name} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
    });
}

/** The tests of a report that failed first and passed when they were tried again. */
function secondTriesOf(report) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map((test) => `${relative(root, name)} > ${test.fullName}\n${test.failureMessages[0]}`),
  );
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
    fail(`${title}: there is no report of them`);
    return;
  }
  counts.passed += report.numPassedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  seconds.push(...secondTriesOf(report));
  const failed = failuresOf(report);
  for (const words of failed) fail(words);
  // Unhandled errors make a run fail without a failed test.
  if (failed.length === 0 && !succeeded) fail(`${title}: an error outside of the tests is above`);
}

checkPlatform();
heading('npm packages');
installPackages();
heading('system packages');
installSystemPackages();
heading('build');
build();

// The same steps as `npm run check`, apart so that the tests in it are counted.
for (const { title, program, args, mend } of checks) check(title, program, args, mend);
vitest('unit and property tests', ['unit', 'property']);
vitest('interop tests', ['interop']);
vitest('browser tests', ['e2e']);

rmSync(reports, { recursive: true, force: true });
for (const words of seconds) console.log(`\nPassed at a second try: ${words}`);
for (const [index, words] of failures.entries()) console.log(`\nFailed ${index + 1}: ${words}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);
