/** Asks a worker for a layout. One at a time: a new question ends the one before. */
import { currentPage } from '../../page/page';
import { pageState } from '../../page/page-state';
import type { LaidOut, LayoutRequest } from './lay-out';

interface Running {
  current: { worker: Worker; drop: () => void; release: () => void } | null;
}

const layout = pageState((): Running => ({ current: null }));

function end(): void {
  const { current } = layout();
  current?.worker.terminate();
  current?.drop();
  current?.release();
  layout().current = null;
}

/** Resolves with what was found; with null when another layout was asked for meanwhile. */
export function runLayout(request: LayoutRequest): Promise<LaidOut | null> {
  end();
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), {
    type: 'module',
  });
  return new Promise((done, failed) => {
    const release = currentPage().onDispose(() => worker.terminate());
    layout().current = { worker, drop: () => done(null), release };
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
