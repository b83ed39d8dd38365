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

export class BoxGrid {
  readonly #cells = new Map<number, Box[]>();
  /** Boxes that are in no cell yet: of many grids nobody ever asks. */
  #waiting: Box[] = [];
  // The smallest box around all of them.
  #left = Number.POSITIVE_INFINITY;
  #top = Number.POSITIVE_INFINITY;
  #right = Number.NEGATIVE_INFINITY;
  #bottom = Number.NEGATIVE_INFINITY;

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
    this.#left = Math.min(this.#left, box.x);
    this.#top = Math.min(this.#top, box.y);
    this.#right = Math.max(this.#right, box.x + box.width);
    this.#bottom = Math.max(this.#bottom, box.y + box.height);
    this.#waiting.push(box);
  }

  /** A box that overlaps this one; undefined where there is room. */
  hit(box: Box): Box | undefined {
    const { x, y, width, height } = box;
    if (x >= this.#right || y >= this.#bottom) return undefined;
    if (x + width <= this.#left || y + height <= this.#top) return undefined;
    this.#putAway();
    let found: Box | undefined;
    this.#each(box, (cell) => {
      found = this.#cells.get(cell)?.find((other) => overlaps(box, other));
      return found !== undefined;
    });
    return found;
  }

  #putAway(): void {
    for (const box of this.#waiting) {
      this.#each(box, (cell) => {
        const boxes = this.#cells.get(cell);
        if (boxes === undefined) this.#cells.set(cell, [box]);
        else boxes.push(box);
        return false;
      });
    }
    this.#waiting = [];
  }
}
