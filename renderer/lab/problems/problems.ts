/** What the rules find wrong with the document, found once for each document and shared by all. */

import { useMemo } from 'react';
import { umlKernelFindings } from '../../../shared/contract/uml-kernels';
import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import type { Finding } from '../../../shared/failure/finding';
import { fieldsOfKind } from '../../../shared/kinds/registry';
import {
  checkTopology,
  distinctFindings,
  ruleFindings,
} from '../../../shared/rules/topology-rules';
import { currentDocument, useDocument } from '../../document/store/document-store';
import type { Page } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';
import { useUmlVerdicts } from '../uml-kernels';
import { useComputerFindings } from './computer-findings';

/** Begun anew when other kernels are known not to run. */
const inspected = pageState(() => ({ known: new WeakMap<TopologyDocument, readonly Finding[]>() }));

function findingsOf(document: TopologyDocument): readonly Finding[] {
  const { known } = inspected();
  const before = known.get(document);
  if (before !== undefined) return before;
  const findings = distinctFindings([...checkTopology(document), ...computerFindings(document)]);
  known.set(document, findings);
  return findings;
}

interface Look {
  /** Id of the document that was looked at. */
  of: string;
  findings: readonly Finding[];
}

/** What is known of the computer, beside what the rules find in the drawing. */
function computerFindings(document: TopologyDocument): Finding[] {
  const { findings } = useComputerFindings.getState();
  return [
    ...umlKernelFindings(document, useUmlVerdicts.getState().byKernel),
    // Those of records that were deleted meanwhile are about to be taken back.
    ...findings.filter(({ record }) => document.nodes[record] ?? document.cables[record]),
  ];
}

const NOTHING: readonly Finding[] = [];
/** The rules of a large drawing take as long as two frames, so that an edit is shown before they are looked at. */
const LATEST_MS = 200;
/** What the page may wait for between two rules. */
const BETWEEN_MS = 50;

const useLook = pageStore<Look>(() => ({ of: '', findings: NOTHING }));

/** The rules that have not been asked yet about a document, and what the others found. */
interface Inspection {
  document: TopologyDocument;
  rules: Iterator<Finding[], void>;
  found: Finding[];
}

function inspectionOf(document: TopologyDocument): Inspection {
  return { document, rules: ruleFindings(document), found: [] };
}

/** Asks the next rule; tells whether there was one. */
function askNext({ rules, found }: Inspection): boolean {
  const { value } = rules.next();
  if (value === undefined) return false;
  found.push(...value);
  return true;
}

/**
 * Keeps the findings in step with the drawing, whenever there is time, for the life of the page. An edit begins
 * them anew: while a key is held in a large drawing, they come when it is let go.
 */
export function subscribeFindings(page: Page): void {
  const idle = (timeout: number) => {
    forget();
    const handle = requestIdleCallback(goOn, { timeout });
    forget = page.onDispose(() => cancelIdleCallback(handle));
  };
  let forget = () => {};
  let inspection: Inspection | null = null;
  const goOn = (deadline: IdleDeadline) => {
    const document = currentDocument();
    const now = inspection?.document === document ? inspection : inspectionOf(document);
    inspection = null;
    while (askNext(now)) {
      if (deadline.timeRemaining() > 0) continue;
      inspection = now;
      idle(BETWEEN_MS);
      return;
    }
    inspected().known.set(
      document,
      distinctFindings([...now.found, ...computerFindings(document)]),
    );
    useLook.setState({ of: document.id, findings: findingsOf(document) });
  };
  const begin = () => {
    if (inspection !== null) return;
    inspection = inspectionOf(currentDocument());
    idle(LATEST_MS);
  };
  useDocument.subscribe(({ document }, before) => {
    if (document !== before.document) begin();
  });
  const beginAgain = () => {
    inspected().known = new WeakMap();
    begin();
  };
  useUmlVerdicts.subscribe(beginAgain);
  useComputerFindings.subscribe(beginAgain);
}

/** All findings, errors first, a moment after an edit; null while a lab was not looked at. */
export function useLabFindings(): readonly Finding[] | null {
  const id = useDocument(({ document }) => document.id);
  return useLook(({ of, findings }) => (of === id ? findings : null));
}

/** All findings that are known of. */
export function useFindings(): readonly Finding[] {
  return useLabFindings() ?? NOTHING;
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

const ofRecord = new WeakMap<readonly Finding[], ReadonlyMap<string, readonly Finding[]>>();

function findingsByRecord(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const before = ofRecord.get(findings);
  if (before !== undefined) return before;
  const grouped = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = grouped.get(finding.record);
    if (others === undefined) grouped.set(finding.record, [finding]);
    else others.push(finding);
  }
  ofRecord.set(findings, grouped);
  return grouped;
}

/** The same for a symbol, which is drawn again only when it has findings, or has none any more. */
export function useMarkedFindings(record: string): readonly Finding[] {
  return useLook(({ findings }) => findingsByRecord(findings).get(record) ?? NOTHING);
}

/** What is wrong with one field of a record; null when nothing is. */
export function useFieldFinding(record: string, field: string): Finding | null {
  return useSharedFinding([record], field);
}

/** What is wrong with one field of the first of several records that has something. */
export function useSharedFinding(records: readonly string[], field: string): Finding | null {
  const ofField = useFindings().filter((finding) => finding.field === field);
  return ofField.find((finding) => records.includes(finding.record)) ?? null;
}

/** Whether the form of a node shows what is wrong with a field beside it. */
export function hasPlaceFor(node: TopologyNode | undefined, field: string | undefined): boolean {
  if (field === undefined) return false;
  if (node === undefined) return field === 'a' || field === 'b';
  return fieldsOfKind(node.kind).some((spec) => spec.field === field.split('.')[0]);
}
