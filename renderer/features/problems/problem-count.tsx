/** How many problems there are, always to be seen; a press lists them. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { perform } from '../../commands/perform';
import { t } from '../../i18n/translate';
import { useProblems } from '../../lab/problems/all-problems';

function words(count: number): string {
  return count === 0 ? t('No problems') : t('{{count}} problems', { count });
}

export function ProblemCount() {
  const problems = useProblems();
  const count = problems.length;
  const hasErrors = problems.some(({ severity }) => severity === 'error');
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
