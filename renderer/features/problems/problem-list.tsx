/** What the rules find wrong, each with its mend; a click shows the record. */

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useDeferredValue } from 'react';
import type { Finding } from '../../../shared/failure/finding';
import { showField } from '../../editor/navigation/show-field';
import { t } from '../../i18n/translate';
import { CommandText } from '../../ui/command-text';
import { VisibleText } from '../../ui/visible-text';
import { RemedyButton } from './remedy-button';

function Problem({ finding }: { finding: Finding }) {
  const { severity, message, next, record, field, remedy } = finding;
  return (
    <li>
      <button
        type="button"
        className="problem"
        data-severity={severity}
        onClick={() => showField(record, field)}
      >
        {severity === 'error' ? <CircleAlert /> : <TriangleAlert />}
        <span>
          <span className="problem-message">
            <VisibleText text={message} />
          </span>
          <span className="problem-mend">
            <CommandText text={next} copies={false} />
          </span>
        </span>
      </button>
      {remedy !== undefined && <RemedyButton record={record} remedy={remedy} />}
    </li>
  );
}

/** So many are drawn at once; the rest, which is below the window's end, a moment later. */
const AT_ONCE = 12;

export function ProblemList({ findings: all }: { findings: readonly Finding[] }) {
  const findings = useDeferredValue(all, all.slice(0, AT_ONCE));
  if (findings.length === 0) {
    return (
      <p className="no-problems">
        <CircleCheck /> {t('No problems.')}
      </p>
    );
  }
  return (
    <ul className="problems">
      {findings.map((finding) => (
        <Problem
          key={`${finding.record} ${finding.field ?? ''} ${finding.message}`}
          finding={finding}
        />
      ))}
    </ul>
  );
}
