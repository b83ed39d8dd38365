/** Work that a change of the page sets off, but that what is seen must not wait for. */

/** A page that nobody sees draws no frames; nothing waits longer than this for one. In milliseconds. */
const LATEST_MS = 50;

/** Resolves when the next frame was drawn, or the page is about to go. */
export function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(late);
      window.removeEventListener('pagehide', end);
      resolve();
    };
    const late = setTimeout(end, LATEST_MS);
    // What runs within a frame runs before it is drawn.
    requestAnimationFrame(() => setTimeout(end));
    window.addEventListener('pagehide', end);
  });
}
