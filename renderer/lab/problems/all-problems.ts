/** Everything that is wrong: what the rules find in the drawing, and what fails while it runs. */

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { NodeStatus } from '../../../shared/contract/service';
import type { TopologyDocument } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { Finding } from '../../../shared/failure/finding';
import type { Sightings } from '../../../shared/lab/switch-view';
import { type SightingsByNode, sightingFindings } from '../../../shared/rules/sighting-findings';
import { currentDocument, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { pageState } from '../../page/page-state';
import { useLab, useNodeStatus } from '../lab-store';
import type { Problem } from './problem';
import { currentFindings, useFindings, useMarkedFindings } from './problems';
import { guestsOf, sharedPorts } from './shared-ports';

const NOTHING: readonly Problem[] = [];
const NOTHING_SEEN: SightingsByNode = {};
/** By status, which is another object whenever something of it changed. */
const known = new WeakMap<NodeStatus, readonly Problem[]>();

type Words = Pick<Finding, 'message' | 'next' | 'remedy' | 'field'>;

function inWords({ message, next, remedy, field }: Failure): Words {
  return {
    message,
    next,
    ...(remedy === undefined ? {} : { remedy }),
    ...(field === undefined ? {} : { field }),
  };
}

function statusProblems(record: string, status: NodeStatus): readonly Problem[] {
  const { failure, storm, facts, startup } = status;
  const isWell = failure === null && storm === null && facts.trouble === null;
  if (isWell && startup.length === 0) return NOTHING;
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
  for (const one of startup) {
    made.push({ ...at, id: `${record} ${one.message}`, severity: 'warning', ...inWords(one) });
  }
  if (storm !== null) {
    const where = storm.ports.join(', ');
    made.push({
      ...at,
      id: `${record} storm`,
      severity: 'warning',
      message: t('Frames go round in a loop (ports {{ports}}); duplicates are suppressed.', {
        ports: where,
      }),
      next: t('Turn the spanning tree on, or remove one cable of the loop.'),
      remedy: { do: 'turn-tree-on' },
    });
  }
  known.set(status, made);
  return made;
}

/** What fails in the running lab. Elements are the same objects as long as nothing of them changes. */
function labProblems(nodes: Readonly<Record<string, NodeStatus>>): Problem[] {
  return Object.entries(nodes).flatMap(([id, status]) => statusProblems(id, status));
}

/** What the running switches see, as long as nothing of it changes the same object. */
function sightingsOf(nodes: Readonly<Record<string, NodeStatus>>): SightingsByNode {
  const { latest } = found();
  if (latest.nodes === nodes) return latest.seen;
  const seen = Object.entries(nodes).filter(([, { sightings }]) => !isNothing(sightings));
  const isAsBefore =
    seen.length === Object.keys(latest.seen).length &&
    seen.every(([id, { sightings }]) => latest.seen[id] === sightings);
  if (isAsBefore) latest.nodes = nodes;
  else {
    const made = Object.fromEntries(seen.map(([id, { sightings }]) => [id, sightings]));
    found().latest = { nodes, seen: seen.length === 0 ? NOTHING_SEEN : made };
  }
  return found().latest.seen;
}

/** What was found last: once for all symbols of a drawing. */
interface LastFound {
  latest: { nodes: Readonly<Record<string, NodeStatus>>; seen: SightingsByNode };
  onWire: {
    of: readonly [TopologyDocument?, SightingsByNode?, (readonly Finding[])?];
    problems: Problem[];
  };
}

const found = pageState(
  (): LastFound => ({
    latest: { nodes: {}, seen: NOTHING_SEEN },
    onWire: { of: [], problems: [] },
  }),
);

const isNothing = ({ doubles, mistagged }: Sightings) =>
  doubles.length === 0 && mistagged.length === 0;

/** What is seen on the wire, but for addresses that the rules find twice in the drawing of the same node. */
function seenProblems(
  document: TopologyDocument,
  sightings: SightingsByNode,
  drawn: readonly Finding[],
): Problem[] {
  const { of, problems: known } = found().onWire;
  if (of[0] === document && of[1] === sightings && of[2] === drawn) return known;
  const isDrawn = ({ record, message }: Finding) => {
    const address = / has the address (\S+?)(?: more|, and)/.exec(message)?.[1];
    return (
      address !== undefined &&
      drawn.some((one) => one.record === record && one.message.includes(address))
    );
  };
  const problems = sightingFindings(document, sightings)
    .filter((finding) => !isDrawn(finding))
    .map(
      (finding): Problem => ({
        ...finding,
        from: 'lab',
        id: `${finding.record} ${finding.message}`,
      }),
    );
  found().onWire = { of: [document, sightings, drawn], problems };
  return problems;
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
  const { nodes } = useLab.getState();
  const findings = currentFindings();
  const document = currentDocument();
  const seen = seenProblems(document, sightingsOf(nodes), findings);
  const shared = sharedPorts(document, guestsOf(nodes));
  return allProblems([...labProblems(nodes), ...seen, ...shared], findings);
}

export function useProblems(): Problem[] {
  const findings = useFindings();
  const document = useDocument((state) => state.document);
  const lab = useLab(useShallow(({ nodes }) => labProblems(nodes)));
  const guests = useLab(useShallow(({ nodes }) => guestsOf(nodes)));
  const shared = useMemo(() => sharedPorts(document, guests), [document, guests]);
  const seen = useSeenProblems();
  return useMemo(
    () => allProblems([...lab, ...seen, ...shared], findings),
    [lab, seen, shared, findings],
  );
}

/** What the running switches see. */
function useSeenProblems(): readonly Problem[] {
  const findings = useFindings();
  const sightings = useLab(({ nodes }) => sightingsOf(nodes));
  const document = useDocument((state) => (sightings === NOTHING_SEEN ? null : state.document));
  return useMemo(
    () => (document === null ? NOTHING : seenProblems(document, sightings, findings)),
    [findings, document, sightings],
  );
}

/** What is wrong with one node, for its symbol: what fails while it runs, then what is drawn wrong. */
export function useNodeProblems(id: string): readonly Problem[] {
  const status = useNodeStatus(id);
  const findings = useMarkedFindings(id);
  const seen = useSeenProblems();
  return useMemo(() => {
    const ofNode = seen.filter(({ record }) => record === id);
    return allProblems([...statusProblems(id, status), ...ofNode], findings);
  }, [id, status, findings, seen]);
}
