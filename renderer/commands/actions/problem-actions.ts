/** Commands that lead to what is wrong. */

import { showField } from '../../editor/navigation/show-field';
import { t } from '../../i18n/translate';
import { currentProblems } from '../../lab/problems/all-problems';
import { pageState } from '../../page/page-state';
import { confirmDone } from '../../ui/notices';

/** The one that was gone to last, by its id: others may have gone or come meanwhile. */
const visited = pageState(() => ({ last: '' }));

/** @param step 1 for the next problem, -1 for the one before */
export function goToProblem(step: 1 | -1): void {
  const problems = currentProblems();
  const at = problems.findIndex(({ id }) => id === visited().last);
  const next = at < 0 && step < 0 ? problems.length - 1 : at + step;
  const problem = problems[(next + problems.length) % problems.length];
  if (problem === undefined) {
    confirmDone(t('There are no problems.'));
    return;
  }
  visited().last = problem.id;
  showField(problem.record, problem.field);
}
