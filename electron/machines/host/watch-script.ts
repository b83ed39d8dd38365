/** Tells which lines of a startup script failed, as they do, and how the script ended. The host runs on. */
import type { HostNode } from '../../../shared/document/topology';
import { waitUntil } from '../../system/processes/process-group';
import type { MachineContext } from '../common/machine-driver';
import type { HeardConsole } from './heard-console';
import { hostFiles } from './host-args';
import { scriptTrouble } from './host-causes';
import { notesOf, noteWritten, statusNow } from './host-notes';
import { failedLineText, printedBefore } from './script-lines';

/** How long what the script printed may take to arrive after its note. */
const LAST_WORDS_MS = 1000;
/** Of lines that fail, so many are told. */
const MAX_LINES = 20;

/**
 * Watches until the script has ended, or the host has.
 *
 * @param until aborts when the host ends
 */
export async function watchScript(
  node: HostNode,
  context: MachineContext,
  { tail }: HeardConsole,
  until: AbortSignal,
): Promise<void> {
  const { runtimeDirectory } = context;
  const lines = node.script.split('\n');
  let told = 0;
  const tell = async (note: string) => {
    const [, number, code] = /^(\d+) (\d+)$/.exec(note) ?? [];
    if (number === undefined || told++ >= MAX_LINES) return;
    const [line, status] = [Number(number), Number(code)];
    await waitUntil(() => tail.text.includes(failedLineText(line, status)), LAST_WORDS_MS);
    if (until.aborted) return;
    const printed = printedBefore(tail.text, line, status);
    context.startupFailed({ line, command: lines[line - 1] ?? '', printed, status });
  };
  const ended = new AbortController();
  const watching = notesOf(
    runtimeDirectory,
    hostFiles.failedLines,
    AbortSignal.any([until, ended.signal]),
    tell,
  );
  try {
    await noteWritten(runtimeDirectory, hostFiles.scriptStatus, until);
  } catch {
    // The host ended while its script ran.
    return;
  } finally {
    ended.abort();
    await watching;
  }
  const status = statusNow(runtimeDirectory, hostFiles.scriptStatus);
  if (status === null || status === 0 || told > 0) return;
  // It was not a line of its own: all that can be told is the end.
  await waitUntil(() => tail.text.includes('The startup script ended'), LAST_WORDS_MS);
  if (!until.aborted) context.tell({ trouble: scriptTrouble(node, status, tail.text) });
}
