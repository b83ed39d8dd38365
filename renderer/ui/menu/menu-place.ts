/** Where a floating menu goes so that all of it is in the window. Pure. */

const MARGIN = 8;

interface Area {
  width: number;
  height: number;
}

function fitInto(start: number, length: number, most: number): number {
  return Math.max(MARGIN, Math.min(start, most - MARGIN - length));
}

/** @param at where its upper left corner should be */
export function placeMenu(
  at: { x: number; y: number },
  menu: Area,
  window: Area,
): { x: number; y: number } {
  return {
    x: fitInto(at.x, menu.width, window.width),
    y: fitInto(at.y, menu.height, window.height),
  };
}

/** A menu beside the item that it belongs to: at its right, or at its left where there is no room. */
export function placeBeside(
  item: { left: number; right: number; top: number },
  menu: Area,
  window: Area,
): { x: number; y: number } {
  const fits = item.right + menu.width + MARGIN <= window.width;
  const x = fits ? item.right : item.left - menu.width;
  return placeMenu({ x, y: item.top }, menu, window);
}
