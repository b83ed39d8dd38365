/** Work that a change of the page sets off, but that what is seen must not wait for. */
import { currentPage } from '../page/page';

/** A page that nobody sees draws no frames; nothing waits longer than this for one. In milliseconds. */
const LATEST_MS = 50;

/** Resolves when the next frame was drawn, or the window is about to go; never once the page was disposed of. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      release();
      forget();
      resolve();
    };
    const release = () => {
      clearTimeout(late);
      clearTimeout(drawn);
      cancelAnimationFrame(frame);
      window.removeEventListener('pagehide', end);
    };
    const forget = currentPage().onDispose(release);
    const late = setTimeout(end, LATEST_MS);
    // What runs within a frame runs before it is drawn.
    let drawn: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      drawn = setTimeout(end);
    });
    window.addEventListener('pagehide', end);
  });
}
