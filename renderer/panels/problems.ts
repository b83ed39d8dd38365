/** What the rules find wrong with the document, found once for each document and shared by all. */
import { useDeferredValue, useMemo } from 'react';
import type { TopologyDocument, TopologyNode } from '../../shared/topology';
import { checkTopology, type Finding } from '../../shared/topology-rules';
import { currentDocument, useDocument } from '../document/document-store';
import { formSpecs } from './form-specs';

const known = new WeakMap<TopologyDocument, readonly Finding[]>();

function findingsOf(document: TopologyDocument): readonly Finding[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const findings = checkTopology(document);
  known.set(document, findings);
  return findings;
}

/** All findings, errors first. An edit of a large drawing is shown before its rules are looked at. */
export function useFindings(): readonly Finding[] {
  const document = useDeferredValue(useDocument((state) => state.document));
  return useMemo(() => findingsOf(document), [document]);
}

/** The same, outside of rendering. */
export function currentFindings(): readonly Finding[] {
  return findingsOf(currentDocument());
}

/** The findings about one record. */
export function useRecordFindings(record: string): readonly Finding[] {
  const findings = useFindings();
  return useMemo(() => findings.filter((finding) => finding.record === record), [findings, record]);
}

/** What is wrong with one field of a record; null when nothing is. */
export function useFieldFinding(record: string, field: string): Finding | null {
  return useDocument(
    ({ document }) =>
      findingsOf(document).find(
        (finding) => finding.record === record && finding.field === field,
      ) ?? null,
  );
}

/** What is wrong with one field of the first of several records that has something. */
export function useSharedFinding(records: readonly string[], field: string): Finding | null {
  return useDocument(
    ({ document }) =>
      findingsOf(document).find(
        (finding) => finding.field === field && records.includes(finding.record),
      ) ?? null,
  );
}

/** Whether the form of a node shows what is wrong with a field beside it. */
export function hasPlaceFor(node: TopologyNode | undefined, field: string | undefined): boolean {
  if (field === undefined) return false;
  if (node === undefined) return field === 'a' || field === 'b';
  return formSpecs[node.kind].some((spec) => spec.field === field.split('.')[0]);
}
