/** Boxes by where they are, so that what is near one is found without looking at all of them. Pure. */
import { type Box, overlaps } from './boxes';

const CELL = 128;

/** The smallest box around two. */
export function around(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

/** The box, larger on every side. */
export function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

export class BoxGrid {
  readonly #cells = new Map<number, Box[]>();
  #bounds: Box | null = null;

  /** Numbers of the cells that a box touches; cells far apart may share one, which costs but a look. */
  #each({ x, y, width, height }: Box, see: (cell: number) => boolean): boolean {
    const right = Math.floor((x + width) / CELL);
    const bottom = Math.floor((y + height) / CELL);
    for (let column = Math.floor(x / CELL); column <= right; column++) {
      for (let row = Math.floor(y / CELL); row <= bottom; row++) {
        if (see(column * 65_521 + row)) return true;
      }
    }
    return false;
  }

  add(box: Box): void {
    this.#bounds = this.#bounds === null ? box : around(this.#bounds, box);
    this.#each(box, (cell) => {
      const boxes = this.#cells.get(cell);
      if (boxes === undefined) this.#cells.set(cell, [box]);
      else boxes.push(box);
      return false;
    });
  }

  /** A box that overlaps this one; undefined where there is room. */
  hit(box: Box): Box | undefined {
    let found: Box | undefined;
    if (this.#bounds === null || !overlaps(box, this.#bounds)) return found;
    this.#each(box, (cell) => {
      found = this.#cells.get(cell)?.find((other) => overlaps(box, other));
      return found !== undefined;
    });
    return found;
  }
}
