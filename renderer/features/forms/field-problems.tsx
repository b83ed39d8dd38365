/**
 * What is wrong with a field beyond what its control says itself, which is the first thing: the others, and the
 * buttons that correct them.
 */
import { useMemo } from 'react';
import { useRecordFindings } from '../../lab/problems/problems';
import { FieldMessage } from '../../ui/field';
import { RemedyButton } from '../problems/remedy-button';

export function FieldProblems({ record, field }: { record: string; field: string }) {
  const findings = useRecordFindings(record);
  const ofField = useMemo(
    () => findings.filter((finding) => finding.field === field),
    [findings, field],
  );
  return ofField.map((finding, index) => {
    const { message, remedy } = finding;
    // The button for another kernel stands beside what the kernel can do.
    const hasButton = remedy !== undefined && remedy.do !== 'take-uml-kernel';
    if (index === 0 && !hasButton) return null;
    return (
      <div key={message} className="field field-problem">
        {index > 0 && <FieldMessage id={`${record}-${field}-${index}`} finding={finding} />}
        {hasButton && <RemedyButton record={record} remedy={remedy} />}
      </div>
    );
  });
}
