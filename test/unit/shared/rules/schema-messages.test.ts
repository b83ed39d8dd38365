import { expect, it } from 'vitest';
import { parseDocument } from '../../../../electron/document/document-text';
import { printDocument } from '../../../../shared/document/document-print';
import { documentSchema } from '../../../../shared/document/topology';
import { issueAt, issueSentence } from '../../../../shared/rules/schema-messages';
import { everyKind } from '../../../harness/every-kind';

type Path = readonly (string | number)[];

/** A sound document with another value at a place. */
function changed(path: Path, value: unknown): unknown {
  const document = JSON.parse(printDocument(everyKind())) as Record<string, unknown>;
  let at = document;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1)!] = value;
  return document;
}

function told(path: Path, value: unknown): string {
  try {
    parseDocument(JSON.stringify(changed(path, value)));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was read');
}

const idOf = (kind: string) =>
  Object.values(everyKind().nodes).find((node) => node.kind === kind)!.id;

it('tells what is wrong in a file in words, and where', () => {
  const [pc, qemu, sw] = [idOf('pc'), idOf('qemu'), idOf('switch')];
  const cases: [Path, unknown, string][] = [
    [['nodes', pc, 'name'], 'x'.repeat(1000), 'it has more than'],
    [['nodes', pc, 'name'], '', 'it is empty'],
    [['nodes', pc, 'name'], 7, 'it is not a text'],
    [['nodes', pc, 'kind'], 'toaster', 'it is none of the values that are known'],
    [['nodes', pc, 'cards', 0, 'mac'], 'zz', 'The field "mac" of card 1 of the node'],
    [
      ['nodes', pc, 'cards', 0, 'mac'],
      'zz',
      'it is not an Ethernet address, like 02:00:00:00:00:01',
    ],
    [['nodes', qemu, 'memory'], '512', 'it is not a number'],
    [['nodes', qemu, 'memory'], 1.5, 'it is not a whole number'],
    [['nodes', qemu, 'accel'], 'fast', 'it is none of "auto", "kvm", "tcg"'],
    [['nodes', qemu, 'cpus'], 0, 'it is less than 1'],
    [
      ['nodes', sw, 'vlans'],
      { '3': { untagged: 9999, tagged: [] } },
      'The field "untagged" of the VLANs of port 3 of',
    ],
    [['nodes', sw, 'ports'], null, 'it is not'],
  ];
  for (const [path, value, words] of cases) expect(told(path, value)).toContain(words);
});

it('says nothing in the words of the schema, whatever is broken', () => {
  const document = everyKind();
  const places: Path[] = Object.entries(document.nodes).flatMap(([id, node]) =>
    Object.keys(node).map((field) => ['nodes', id, field]),
  );
  for (const place of places) {
    for (const value of [null, -1, Number.MAX_VALUE, 'x\n', '', [null], { a: 1 }, true]) {
      const issue = documentSchema.safeParse(changed(place, value)).error?.issues[0];
      if (issue === undefined) continue;
      expect(issueAt(issue)).not.toMatch(
        /expected|received|invalid|must match|too (big|small)|\bnan\b|undefined|nodes\.|[a-z]\.\d/i,
      );
    }
  }
});

it('is a sentence beside a field of a form', () => {
  const { error } = documentSchema.safeParse(
    changed(['nodes', idOf('pc'), 'name'], 'x'.repeat(1000)),
  );
  expect(issueSentence(error!.issues[0]!)).toMatch(/^It has more than \d+ characters\.$/);
});
