/** Tells what people can read of a program's last words from the registers and calls of a crash. Pure. */
import { plainLines } from './cause';

const noise: readonly RegExp[] = [
  // arch/um, and kernels before 4.10: an address in brackets, a call, its offset.
  /^\[<[0-9a-f]+>\]/,
  /\+0x[0-9a-f]+\/0x[0-9a-f]+/,
  /^(?:Call Trace|Stack|Code|Modules linked in|Hardware name|Workqueue|Tainted|CPU): ?/,
  /^(?:[ER]?(?:IP|SP|AX|BX|CX|DX|SI|DI|BP)|R\d\d|[CDEFG]S|CR\d|[ER]?FLAGS): ?[0-9a-f]/i,
  /^(?:[0-9a-f]{8,16} ?)+$/,
  /^<\/?(?:TASK|IRQ|NMI)>$/,
  /^---\[ end /,
  /^(?:Kernel Offset: |Rebooting in \d)/,
  /^(?:Aborted|kmsg_dump:)$/,
];

/** Whether a line is one of a trace, of what comes with it or after it. */
export const isNoise = (line: string) => noise.some((pattern) => pattern.test(line));

/** Most lines that a detail has. */
const LINES = 6;

/** The lines around the one that says what happened, or else the last, without the trace of a crash. */
export function lastWords(output: string, said = ''): string {
  const lines = plainLines(output).filter((line) => !isNoise(line));
  const at = said === '' ? -1 : lines.indexOf(said);
  if (at === -1) return lines.slice(-LINES).join('\n');
  const end = Math.min(lines.length, at + LINES - 2);
  return lines.slice(Math.max(0, end - LINES), end).join('\n');
}
