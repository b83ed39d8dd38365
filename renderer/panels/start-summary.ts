/** When a node starts, in a few words. Pure. */
import type { StartSettings } from '../../shared/node-fields';

function readyWords({ ready }: StartSettings): string {
  switch (ready.by) {
    case 'up':
      return '';
    case 'text':
      return `ready at “${ready.text}”`;
    case 'frame':
      return 'ready at its first frame';
    case 'time':
      return `ready after ${ready.seconds} s`;
  }
}

/** "at once", or "place 2, after 5 s, ready at “login:”". */
export function startSummary(start: StartSettings): string {
  const words = [
    start.order > 0 ? `place ${start.order}` : '',
    start.delay > 0 ? `after ${start.delay} s` : '',
    readyWords(start),
  ].filter((part) => part !== '');
  return words.length === 0 ? 'at once' : words.join(', ');
}
