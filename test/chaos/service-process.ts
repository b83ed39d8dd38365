/**
 * Plays the app for the chaos run, as a process that can be killed and stopped: the service with a data
 * plane that hangs on command. Requests come as messages with the calls' own form, and are answered so.
 * Its arguments: the document, and the bundled worker. SIGTERM ends it as it ends the app.
 */
import { resolve } from 'node:path';
import { endProcess } from '../../electron/dataplane/host/abandoned-threads';
import { createService } from '../../electron/service/service';

const [initialPath = '', workerFile = ''] = process.argv.slice(2);

async function play(): Promise<void> {
  let end: () => void = () => {};
  const asked = new Promise<void>((done) => {
    end = done;
  });
  const service = await createService({
    shell: 'terminal',
    assetsDirectory: resolve(import.meta.dirname, '../../assets'),
    workerFile,
    initialPath,
  });
  process.on('SIGTERM', () => {
    end();
    service.skipGrace();
  });
  const session = service.connect((message) => {
    if (message.event === 'lab.traffic') process.send?.(message);
  });
  process.on('message', (request) => {
    void session.handle(request).then((reply) => process.send?.(reply));
  });
  process.send?.('ready');
  await asked;
  session.close();
  await service.close();
  endProcess(0);
}

play().catch((error: unknown) => {
  console.error(error);
  endProcess(1);
});
