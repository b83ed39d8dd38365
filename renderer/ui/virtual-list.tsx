/** A long list of which only what can be seen is in the page. Rows may have any height. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';

const OVERSCAN = 8;
/** Whoever is so near to the end, in pixels, wants to see what comes. */
const AT_END_PX = 24;

export function VirtualList<T>({
  items,
  keyOf,
  render,
  label,
  rowHeight,
  followEnd = false,
}: {
  items: readonly T[];
  keyOf: (item: T) => string | number;
  render: (item: T) => ReactNode;
  label: string;
  /** What a row is taken to be until it was measured. */
  rowHeight: number;
  /** Whether it stays at its end when it is there. */
  followEnd?: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(items[index]!),
    overscan: OVERSCAN,
  });
  const total = virtualizer.getTotalSize();
  useEffect(() => {
    const element = scroller.current;
    if (followEnd && atEnd.current && element !== null) element.scrollTop = total;
  }, [followEnd, total]);
  return (
    <div
      ref={scroller}
      className="virtual-list"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
      }}
    >
      <ul aria-label={label} style={{ height: total }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {render(items[index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}
