/**
 * Which boxes a straight line goes behind. Boxes are kept by cells, so that a line is compared only with those
 * along it. Pure.
 */
import { type Box, isInside } from '../geometry/boxes';
import { passes } from '../geometry/polyline';
import type { Point } from '../records/new-node';

const CELL = 256;

export interface NamedBox extends Box {
  id: string;
}

/** From a line's height at one side of a column of cells to that at the other. */
function heightsIn(from: Point, to: Point, left: number, right: number): [number, number] {
  if (from.x === to.x) return [from.y, to.y];
  const at = (x: number) => {
    const part = Math.max(0, Math.min(1, (x - from.x) / (to.x - from.x)));
    return from.y + (to.y - from.y) * part;
  };
  return [at(left), at(right)];
}

export class LinesOfSight {
  readonly #cells = new Map<string, NamedBox[]>();
  readonly #margin: number;

  /** @param margin how near to a box a line counts as behind it, in pixels */
  constructor(boxes: Iterable<NamedBox>, margin: number) {
    this.#margin = margin;
    for (const box of boxes) this.#add(box);
  }

  #add(box: NamedBox): void {
    const reach = this.#margin;
    const [left, top] = [Math.floor((box.x - reach) / CELL), Math.floor((box.y - reach) / CELL)];
    const right = Math.floor((box.x + box.width + reach) / CELL);
    const bottom = Math.floor((box.y + box.height + reach) / CELL);
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        const cell = `${column} ${row}`;
        const boxes = this.#cells.get(cell);
        if (boxes === undefined) this.#cells.set(cell, [box]);
        else boxes.push(box);
      }
    }
  }

  /** The boxes that the line from one point to the other goes behind, but for those with these ids. */
  behind(from: Point, to: Point, except: readonly string[] = []): NamedBox[] {
    const found = new Set<NamedBox>();
    const last = Math.floor(Math.max(from.x, to.x) / CELL);
    for (let column = Math.floor(Math.min(from.x, to.x) / CELL); column <= last; column++) {
      const [one, other] = heightsIn(from, to, column * CELL, (column + 1) * CELL);
      const bottom = Math.floor(Math.max(one, other) / CELL);
      for (let row = Math.floor(Math.min(one, other) / CELL); row <= bottom; row++) {
        for (const box of this.#cells.get(`${column} ${row}`) ?? []) {
          if (!found.has(box) && !except.includes(box.id) && this.#isBehind(from, to, box))
            found.add(box);
        }
      }
    }
    return [...found];
  }

  #isBehind(from: Point, to: Point, { x, y, width, height }: Box): boolean {
    const reach = this.#margin;
    const box = {
      x: x - reach,
      y: y - reach,
      width: width + 2 * reach,
      height: height + 2 * reach,
    };
    return passes([from, to], box) || (from.x === to.x && from.y === to.y && isInside(from, box));
  }

  /** Whether a whole line shows, but for what is behind the boxes with these ids. */
  shows(line: readonly Point[], except: readonly string[]): boolean {
    return line.every(
      (point, index) => index === 0 || this.behind(line[index - 1]!, point, except).length === 0,
    );
  }
}
