/** The mark on a node with which something is wrong: how many things, and what they are. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { DeviceNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { useNodeProblems } from '../../lab/problems/all-problems';
import type { Problem } from '../../lab/problems/problem';
import { showField } from '../navigation/show-field';

/** Most problems that the hint spells out; the inspector has the rest. */
const MOST_TOLD = 4;

function hintOf(problems: readonly Problem[]): string {
  const told = problems.slice(0, MOST_TOLD).map(({ message, next }) => `${message} ${next}`.trim());
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [t('{{count}} more problems', { count: more })] : [])].join('\n');
}

/** @param reachable whether Tab stops at it, as at the node's other buttons */
export function ProblemMark({ node, reachable }: { node: DeviceNode; reachable: boolean }) {
  const problems = useNodeProblems(node.id);
  const [first] = problems;
  if (first === undefined) return null;
  const hasError = problems.some(({ severity }) => severity === 'error');
  const name = t('{{count}} problems of {{name}}', { count: problems.length, name: node.name });
  return (
    <button
      type="button"
      className="problem-mark nodrag nopan"
      data-level={hasError ? 'failure' : 'warning'}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${name}: ${first.message}`}
      title={hintOf(problems)}
      onClick={(event) => {
        event.stopPropagation();
        showField(node.id, first.field);
      }}
    >
      {hasError ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
      {problems.length > 1 && <span aria-hidden>{problems.length}</span>}
    </button>
  );
}
