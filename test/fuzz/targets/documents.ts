/** The text of a lab's file, which may come from a stranger. */
import { parseDocument } from '../../../electron/document/document-text';
import { printDocument } from '../../../shared/document/document-print';
import type { TopologyDocument } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { checkTopology } from '../../../shared/rules/topology-rules';
import { everyKind } from '../../harness/every-kind';
import { mutatedJson } from '../mutate-json';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

/** The document, or null where it was refused in words. Anything else that is thrown is a bug. */
export function readOrRefuse(text: string): TopologyDocument | null {
  try {
    return parseDocument(text);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message, next } = error.failure;
    promise(code === 'document-broken' || code === 'document-newer', `it fails with ${code}`);
    promise(message !== '' && message.length < 2_000, 'the message is none');
    promise(next !== '' && next.length < 2_000, 'the next step is none');
    return null;
  }
}

/** It is printed as it was read, and what is printed is printed again in the same bytes. */
export function checkRoundTrip(document: TopologyDocument): void {
  const printed = printDocument(document);
  const again = parseDocument(printed);
  promise(printDocument(again) === printed, 'it does not come back as it was');
}

function checkFindings(document: TopologyDocument): void {
  for (const { record, message, next } of checkTopology(document)) {
    promise(message !== '' && next !== '', 'a finding says nothing');
    const isThere = record in document.nodes || record in document.cables;
    promise(isThere, 'a finding is about nothing that is there');
  }
}

function run(input: Uint8Array): void {
  const document = readOrRefuse(utf8Of(input));
  if (document === null) return;
  checkRoundTrip(document);
  checkFindings(document);
}

/** Small documents of each version, as their Vdelab wrote them. */
const former = [
  {
    format: 'vdelab',
    version: 0,
    id: '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f',
    name: 'a',
    nodes: [],
    cables: [],
  },
  {
    format: 'vdelab',
    version: 3,
    id: '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f',
    name: 'a',
    nodes: { n: { id: 'n', x: 0, y: 0, kind: 'note', text: 'x', width: 100, height: 50 } },
    cables: {},
  },
  {
    format: 'vdelab',
    version: 1,
    id: '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f',
    name: 'a',
    nodes: {
      s: {
        id: 's',
        name: 's',
        x: 0,
        y: 0,
        kind: 'switch',
        ports: 8,
        directory: '',
        mode: '700',
        group: '',
      },
      p: {
        id: 'p',
        name: 'p',
        x: 0,
        y: 0,
        kind: 'pc',
        cards: [{ mac: '02:00:00:00:00:01' }],
        setup: [],
      },
    },
    cables: { c: { id: 'c', a: { node: 's', port: 1 }, b: { node: 'p', port: 0 } } },
  },
];

/** One document of every kind, and each of its nodes in a document of its own. */
export function documentSeeds(): Uint8Array[] {
  const all = everyKind();
  const alone = Object.values(all.nodes).map((node) => ({
    ...all,
    nodes: { [node.id]: node },
    cables: {},
  }));
  return [...former, ...alone, all].map((one) => bytesOf(JSON.stringify(one)));
}

export const documents: FuzzTarget = {
  name: 'documents',
  modules: ['electron/document/document-text', 'shared/'],
  seeds: documentSeeds(),
  maxBytes: 32_768,
  fuel: fuelPerByte(2_000, 500_000),
  limitMs: 300,
  mutate: mutatedJson,
  run,
};
