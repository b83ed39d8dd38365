/** What is pasted into a drawing: any text of the clipboard. */

import { Random } from '../../../electron/engine/cable/random';
import { printFragment, readFragment } from '../../../renderer/document/edits/fragment';
import { clearOffset, pasteFragment } from '../../../renderer/document/edits/paste-fragment';
import { applyDiff, reverseDiff } from '../../../shared/document/document-diff';
import { documentSchema } from '../../../shared/document/topology';
import { everyKind } from '../../harness/every-kind';
import { mutatedJson } from '../mutate-json';
import { type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';
import { documentSeeds } from './documents';

const drawing = everyKind();

function run(input: Uint8Array): void {
  const read = readFragment(utf8Of(input));
  if (read.kind === 'broken') {
    promise(read.failure.message !== '' && read.failure.next !== '', 'a failure says nothing');
  }
  if (read.kind !== 'fragment') return;
  const { fragment } = read;
  promise(readFragment(printFragment(fragment)).kind === 'fragment', 'it cannot be copied again');
  const offset = clearOffset(drawing, fragment, { x: 0, y: 0 });
  const random = new Random(input.length);
  const { diff, ids } = pasteFragment(drawing, fragment, offset, () => random.next());
  promise(ids.size === Object.keys(fragment.nodes).length, 'nodes are lost');
  const after = applyDiff(drawing, diff);
  promise(documentSchema.safeParse(after).success, 'what comes of it is no document');
  const before = applyDiff(after, reverseDiff(diff));
  promise(JSON.stringify(before) === JSON.stringify(drawing), 'it cannot be undone');
}

export const fragments: FuzzTarget = {
  name: 'fragments',
  modules: ['renderer/document/', 'shared/document/document-diff'],
  seeds: documentSeeds(),
  maxBytes: 16_384,
  fuel: fuelPerByte(2_000, 1_000_000),
  limitMs: 300,
  mutate: mutatedJson,
  run,
};
