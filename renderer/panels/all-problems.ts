/** Everything that is wrong: what the rules find in the drawing, and what fails while it runs. */
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Failure } from '../../shared/failure';
import type { Finding } from '../../shared/finding';
import type { NodeStatus } from '../../shared/service';
import { useLab } from '../session/lab-store';
import { t } from '../ui/translate';
import { currentFindings, useFindings } from './problems';

export interface Problem extends Finding {
  readonly id: string;
  /** Whether the drawing or the running lab has it. */
  readonly from: 'drawing' | 'lab';
}

const NOTHING: readonly Problem[] = [];
/** By status, which is another object whenever something of it changed. */
const known = new WeakMap<NodeStatus, readonly Problem[]>();

function inWords({ message, next, remedy }: Failure): Pick<Finding, 'message' | 'mend' | 'fix'> {
  return { message, mend: next, ...(remedy === undefined ? {} : { fix: remedy }) };
}

function statusProblems(record: string, status: NodeStatus): readonly Problem[] {
  const { failure, storm, facts } = status;
  if (failure === null && storm === null && facts.trouble === null) return NOTHING;
  const before = known.get(status);
  if (before !== undefined) return before;
  const made: Problem[] = [];
  const at = { record, from: 'lab' } as const;
  if (failure !== null) {
    made.push({ ...at, id: `${record} failure`, severity: 'error', ...inWords(failure) });
  }
  if (facts.trouble !== null) {
    // A guest that has fallen does nothing any more, although its machine is up.
    const severity = facts.trouble.code === 'guest-failed' ? 'error' : 'warning';
    made.push({ ...at, id: `${record} trouble`, severity, ...inWords(facts.trouble) });
  }
  if (storm !== null) {
    const where = storm.ports.join(', ');
    made.push({
      ...at,
      id: `${record} storm`,
      severity: 'warning',
      message: t('Frames go round in a loop (ports {{ports}}); it is held down.', { ports: where }),
      mend: t('Turn the spanning tree on, or remove one cable of the loop.'),
    });
  }
  known.set(status, made);
  return made;
}

/** What fails in the running lab. Elements are the same objects as long as nothing of them changes. */
function labProblems(nodes: Readonly<Record<string, NodeStatus>>): Problem[] {
  return Object.entries(nodes).flatMap(([id, status]) => statusProblems(id, status));
}

/** What the rules found, with names that stay the same. */
function drawnProblems(findings: readonly Finding[]): Problem[] {
  return findings.map((finding) => ({
    ...finding,
    from: 'drawing',
    id: `${finding.record} ${finding.field ?? ''} ${finding.message}`,
  }));
}

/**
 * The running lab first, then the drawing; errors first in each. What a start failed of and the rules
 * find as well is said once: of the drawing, where a press leads to the field.
 */
function allProblems(lab: readonly Problem[], findings: readonly Finding[]): Problem[] {
  const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
  const found = new Set(findings.map(({ record, message }) => `${record} ${message}`));
  const sorted = lab
    .filter(({ record, message }) => !found.has(`${record} ${message}`))
    .sort((one, other) => rank(one) - rank(other));
  return [...sorted, ...drawnProblems(findings)];
}

/** All problems as they are now, outside of rendering. */
export function currentProblems(): Problem[] {
  return allProblems(labProblems(useLab.getState().nodes), currentFindings());
}

export function useProblems(): Problem[] {
  const findings = useFindings();
  const lab = useLab(useShallow(({ nodes }) => labProblems(nodes)));
  return useMemo(() => allProblems(lab, findings), [lab, findings]);
}
