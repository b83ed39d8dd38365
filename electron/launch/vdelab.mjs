/** `npm run -s vdelab -- ARGS`: the `vdelab` command from a checkout, built first where needed. */
import { join } from 'node:path';
import { runInForeground } from './run.mjs';
import { root, setUp } from './set-up.mjs';

setUp({ quiet: true });
runInForeground(process.execPath, [join(root, 'dist/electron/cli.js'), ...process.argv.slice(2)]);
