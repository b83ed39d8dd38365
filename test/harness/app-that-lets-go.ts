/**
 * Plays an app whose child lets a process go, for the test that kills it: opens an instance below the
 * folder it is given, starts the shell script that it is given, says so, and waits for its end.
 */
import { openInstance } from '../../electron/instances/stale-instances';
import { Supervisor } from '../../electron/supervisor/supervisor';

const [root = '', script = ''] = process.argv.slice(2);
await new Supervisor(openInstance(root)).spawn({ program: '/bin/sh', args: ['-c', script] });
console.log('running');
setInterval(() => {}, 1e6);
