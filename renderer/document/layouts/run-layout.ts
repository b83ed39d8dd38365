/** Asks a worker for a layout. One at a time: a new question ends the one before. */
import type { LaidOut, LayoutRequest } from './lay-out';

let current: { worker: Worker; drop: () => void } | null = null;

function end(): void {
  current?.worker.terminate();
  current?.drop();
  current = null;
}

/** Resolves with what was found; with null when another layout was asked for meanwhile. */
export function runLayout(request: LayoutRequest): Promise<LaidOut | null> {
  end();
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise((done, failed) => {
    current = { worker, drop: () => done(null) };
    worker.onmessage = ({ data }: MessageEvent<LaidOut>) => {
      done(data);
      end();
    };
    worker.onerror = ({ message }) => {
      failed(new Error(`The layout failed: ${message}`));
      end();
    };
    worker.postMessage(request);
  });
}
