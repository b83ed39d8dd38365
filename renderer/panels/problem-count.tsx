/** How many problems there are, always to be seen; a press lists them. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { perform } from '../commands/actions';
import { useLab } from '../session/lab-store';
import { t } from '../ui/translate';
import { labProblems } from './all-problems';
import { useFindings } from './problems';

function words(count: number): string {
  return count === 0 ? t('No problems') : t('{{count}} problems', { count });
}

export function ProblemCount() {
  const findings = useFindings();
  const failing = useLab(({ nodes }) => labProblems(nodes).length);
  const failed = useLab(({ nodes }) =>
    labProblems(nodes).some(({ severity }) => severity === 'error'),
  );
  const count = findings.length + failing;
  const hasErrors = failed || findings[0]?.severity === 'error';
  const level = count === 0 ? 'none' : hasErrors ? 'failure' : 'warning';
  return (
    <button
      type="button"
      className="problem-count"
      data-level={level}
      aria-label={words(count)}
      title={words(count)}
      onClick={() => perform('view.problems')}
    >
      {count === 0 ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
      <span aria-hidden>{count > 999 ? '999+' : count}</span>
    </button>
  );
}
