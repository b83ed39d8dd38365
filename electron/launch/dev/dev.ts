/**
 * `npm run dev`: the editor in a browser while its sources are worked on. A change in renderer/ is in the page at
 * once, with its state where React can keep it; a change in electron/ starts the service again, and the
 * page connects to the new one. Arguments are those of `vdelab serve`: a file, or `--example ID`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PageServer } from './page-server';
import { ServiceProcess } from './service-process';

const root = resolve(import.meta.dirname, '../../..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '0' }, example: { type: 'string' } },
});
const file =
  positionals[0] === undefined ? [] : [resolve(process.env.INIT_CWD ?? '.', positionals[0])];
const example = values.example === undefined ? [] : ['--example', values.example];
const service = new ServiceProcess(root, [...example, ...file]);
const page = new PageServer();

const url = await page.listen(root, Number(values.port), () => service.address);
await service.watch();
console.log(
  `Vdelab is at ${url}\nKeep it to yourself: who gets in can start programs as you. Ctrl-C ends it.`,
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('vdelab:', error);
        process.exit(1);
      },
    );
  });
}
