/** The times of a terminal's lines, beside it: drawn for the rows that can be seen, and not part of the text. */
import { useEffect, useRef } from 'react';
import type { Terminal } from '../terminal/terminal';

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function draw(gutter: HTMLElement, terminal: Terminal): void {
  const { times, rowHeight, top } = terminal.shownTimes();
  gutter.style.paddingTop = `${top}px`;
  while (gutter.childElementCount > times.length) gutter.lastElementChild?.remove();
  while (gutter.childElementCount < times.length) gutter.append(document.createElement('div'));
  times.forEach((time, row) => {
    const place = gutter.children[row] as HTMLElement;
    const text = time === null ? '' : clock.format(time);
    if (place.textContent !== text) place.textContent = text;
    place.style.height = `${rowHeight}px`;
    place.style.lineHeight = `${rowHeight}px`;
  });
}

export function TimesGutter({ terminal }: { terminal: Terminal | null }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const gutter = place.current;
    if (terminal === null || gutter === null) return;
    let frame = 0;
    const drawSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(gutter, terminal));
    };
    drawSoon();
    const stop = terminal.onDrawn(drawSoon);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [terminal]);
  // The log has the times for those who cannot see them here; read out with each row they would be noise.
  return <div className="terminal-times" aria-hidden ref={place} />;
}
