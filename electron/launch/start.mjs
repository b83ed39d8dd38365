/**
 * `npm start`: opens the editor. The desktop window needs Electron's binary, which npm does not
 * hold and GitHub may not give, and a display; without them the same editor opens in the browser.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './run.mjs';
import { root, setUp } from './set-up.mjs';

const ELECTRON = join(root, 'node_modules/electron');
const BINARY = join(ELECTRON, 'dist/electron');
/** About 120 MB; who has a slower line than that gets the browser, and can fetch it by hand. */
const FETCH_LIMIT_MS = 120_000;
const EXAMPLE = 'first-ping';

const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Electron's own installer, once and quietly: that it fails is an answer, not an error. */
function fetchElectron() {
  console.error('vdelab: fetching Electron (once, up to two minutes)');
  spawnSync(process.execPath, [join(ELECTRON, 'install.js')], {
    cwd: ELECTRON,
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
}

/** Why the desktop window cannot be opened, or null if it can. */
function obstacle() {
  if (!hasDisplay) return 'There is no display';
  if (!existsSync(BINARY)) fetchElectron();
  return existsSync(BINARY) ? null : "Electron's binary could not be fetched";
}

function electronArguments(args) {
  const asRoot = process.getuid() === 0;
  if (asRoot) {
    console.error("vdelab: running as root, so the window runs without Chromium's sandbox");
  }
  const lab = args.some((arg) => !arg.startsWith('-')) ? [] : [`--example=${EXAMPLE}`];
  return [...(asRoot ? ['--no-sandbox'] : []), root, ...lab, ...args];
}

function browserArguments(args) {
  const lab = args.some((arg) => !arg.startsWith('-')) ? [] : ['--example', EXAMPLE];
  return [join(root, 'dist/electron/cli.js'), 'serve', '--open', ...lab, ...args];
}

setUp();
const args = process.argv.slice(2);
const reason = obstacle();
if (reason === null) {
  runInForeground(BINARY, electronArguments(args));
} else {
  console.error(`vdelab: ${reason}, so the editor opens in the browser instead of a window.`);
  runInForeground(process.execPath, browserArguments(args));
}
