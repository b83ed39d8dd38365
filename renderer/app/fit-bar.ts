/**
 * Fits the top bar into the window, however long its words are in the language of the page: it gives up
 * one thing after the other until nothing is cut off. The width of the window alone does not tell.
 */
import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** What the bar gives up, as words of its `data-tight`; the dearest comes last. */
const steps = ['', 'snug', 'snug stacked', 'snug stacked brief', 'snug stacked brief bare'];

function fitIn(bar: HTMLElement | null): void {
  if (bar === null) return;
  for (const step of steps) {
    bar.dataset.tight = step;
    if (bar.scrollWidth <= bar.clientWidth) return;
  }
}

/** Fits the bar after it was drawn anew, and when the window or the font changes. */
export function useFit(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => fitIn(bar.current));
  useEffect(() => {
    const fitNow = () => fitIn(bar.current);
    window.addEventListener('resize', fitNow);
    document.fonts.addEventListener('loadingdone', fitNow);
    return () => {
      window.removeEventListener('resize', fitNow);
      document.fonts.removeEventListener('loadingdone', fitNow);
    };
  }, [bar]);
}
