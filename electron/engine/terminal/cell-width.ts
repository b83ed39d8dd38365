/** How many cells of the terminal a character takes: 0 for marks that combine, 2 for wide ones. */

/** First and last code points of the scripts and symbols that are two cells wide. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
const COMBINING = /[\p{Mn}\p{Me}\p{Cf}]/u;

export function cellWidth(character: string): 0 | 1 | 2 {
  if (character < '\u0300') return 1;
  if (COMBINING.test(character)) return 0;
  const code = character.codePointAt(0)!;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

export interface Cell {
  row: number;
  column: number;
}

/** Where the cursor stands after printing from the left edge; the right edge counts as the next row. */
export function cellAfter(characters: readonly string[], columns: number): Cell {
  let row = 0;
  let column = 0;
  for (const character of characters) {
    const width = cellWidth(character);
    if (column + width > columns) {
      row++;
      column = 0;
    }
    column += width;
  }
  return column >= columns ? { row: row + 1, column: 0 } : { row, column };
}
