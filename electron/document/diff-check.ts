/** Whether a diff that came from a page fits the document that it would be applied to. */
import type { Changes, DocumentDiff } from '../../shared/document/document-diff';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';

export function staleFailure(detail: string): FailureError {
  return new FailureError({
    code: 'document-stale',
    message: 'The drawing was changed in another window in the meantime.',
    next: 'Look at the drawing as it is now, and make the change again.',
    detail,
  });
}

function checkPart<T extends { id: string }>(records: Record<string, T>, part: Changes<T>): void {
  const seen = new Set<string>();
  const check = (id: string, mustExist: boolean) => {
    if (seen.has(id)) throw staleFailure(`${id} is named twice`);
    seen.add(id);
    const exists = Object.hasOwn(records, id);
    if (exists !== mustExist) throw staleFailure(`${id} ${exists ? 'exists' : 'does not exist'}`);
  };
  for (const { id } of part.removed) check(id, true);
  for (const { id } of part.added) check(id, false);
  for (const [from, to] of part.updated) {
    if (from.id !== to.id) throw staleFailure(`${from.id} would become ${to.id}`);
    check(from.id, true);
  }
}

/** Throws `document-stale` unless all that the diff removes or changes is there, and nothing it adds. */
export function checkDiff(document: TopologyDocument, diff: DocumentDiff): void {
  checkPart(document.nodes, diff.nodes);
  checkPart(document.cables, diff.cables);
}
