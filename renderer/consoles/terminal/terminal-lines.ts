/** A terminal's rows as the lines that were printed: a row that is wrapped goes on with the one above. */
import type { IBuffer } from '@xterm/xterm';

export interface TerminalLine {
  /** The row in which it begins, counted from the top of the scrollback. */
  readonly row: number;
  readonly text: string;
}

/** The line that ends in a row. */
function lineEndingAt(buffer: IBuffer, last: number): TerminalLine {
  let row = last;
  while (row > 0 && buffer.getLine(row)?.isWrapped) row -= 1;
  let text = '';
  for (let at = row; at <= last; at += 1) {
    text += buffer.getLine(at)?.translateToString(at === last) ?? '';
  }
  return { row, text };
}

/** Goes through the lines from the last one up. */
export function* linesUpwards(buffer: IBuffer): Generator<TerminalLine> {
  let last = buffer.length - 1;
  while (last >= 0) {
    const line = lineEndingAt(buffer, last);
    yield line;
    last = line.row - 1;
  }
}
