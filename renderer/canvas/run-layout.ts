/** Asks a worker for a layout. One at a time: a new question ends the one before. */
import type { LayoutRequest } from '../document/layouts/lay-out';
import type { Places } from '../document/layouts/layout-graph';
import type { Point } from '../document/new-node';

let current: { worker: Worker; drop: () => void } | null = null;

function end(): void {
  current?.worker.terminate();
  current?.drop();
  current = null;
}

/** Resolves with the new places; with null when another layout was asked for meanwhile. */
export function runLayout(request: LayoutRequest): Promise<Places | null> {
  end();
  const worker = new Worker(new URL('../document/layouts/layout-worker.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise((done, failed) => {
    current = { worker, drop: () => done(null) };
    worker.onmessage = ({ data }: MessageEvent<[string, Point][]>) => {
      done(new Map(data));
      end();
    };
    worker.onerror = ({ message }) => {
      failed(new Error(`The layout failed: ${message}`));
      end();
    };
    worker.postMessage(request);
  });
}
