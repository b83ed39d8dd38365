/** Switches several cables off or on at once. Pure, as everything in edits.ts. */
import { type DocumentDiff, emptyDiff } from '../../shared/document-diff';
import type { TopologyDocument } from '../../shared/topology';

/**
 * Switches off the cables among these records; where all of them are off already, switches them on.
 *
 * @returns with a label for the history
 */
export function switchCables(
  { cables }: TopologyDocument,
  ids: Iterable<string>,
): { label: string; diff: DocumentDiff } {
  const chosen = [...ids].flatMap((id) => cables[id] ?? []);
  const up = chosen.every((cable) => !cable.up);
  const changed = chosen.filter((cable) => cable.up !== up);
  const diff = emptyDiff();
  diff.cables.updated = changed.map((cable) => [cable, { ...cable, up }]);
  const what = changed.length === 1 ? 'cable' : `${changed.length} cables`;
  return { label: `Switch ${what} ${up ? 'on' : 'off'}`, diff };
}
