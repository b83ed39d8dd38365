/** What the rules find wrong with the document, found once for each document and shared by all. */
import { useMemo } from 'react';
import type { TopologyDocument } from '../../shared/topology';
import { checkTopology, type Finding } from '../../shared/topology-rules';
import { useDocument } from '../document/document-store';

const known = new WeakMap<TopologyDocument, readonly Finding[]>();

function findingsOf(document: TopologyDocument): readonly Finding[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const findings = checkTopology(document);
  known.set(document, findings);
  return findings;
}

/** All findings, errors first. */
export function useFindings(): readonly Finding[] {
  const document = useDocument((state) => state.document);
  return useMemo(() => {
    const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
    return [...findingsOf(document)].sort((one, other) => rank(one) - rank(other));
  }, [document]);
}

/** The findings about one record. */
export function useRecordFindings(record: string): readonly Finding[] {
  const findings = useFindings();
  return useMemo(() => findings.filter((finding) => finding.record === record), [findings, record]);
}

/** What is wrong with one field of a record, with the mend; null when nothing is. */
export function useFieldFinding(record: string, field: string): string | null {
  return useDocument(({ document }) => {
    const found = findingsOf(document).find(
      (finding) => finding.record === record && finding.field === field,
    );
    return found === undefined ? null : `${found.message} ${found.mend}`;
  });
}
