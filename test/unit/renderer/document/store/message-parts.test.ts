import { describe, expect, it } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { messageParts } from '../../../../../renderer/document/store/message-parts';
import { applyDiff, emptyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument, type TopologyNode } from '../../../../../shared/document/topology';

const empty = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');

function picture(megabytes: number): TopologyNode {
  const plain = newNode(empty, 'picture', { x: 0, y: 0 }, Math.random);
  const source = `data:image/png;base64,${'A'.repeat(megabytes * 1024 * 1024)}`;
  return { ...plain, source } as TopologyNode;
}

describe('messages of a change', () => {
  it('are one for what is small', () => {
    const diff = emptyDiff();
    diff.nodes.added.push(picture(1));
    expect(messageParts(diff)).toEqual([diff]);
  });

  it('are several for large pictures, each below the limit, and do the same together', () => {
    const [one, two, three] = [picture(3), picture(3), picture(3)];
    const note = newNode(empty, 'note', { x: 0, y: 0 }, Math.random);
    const nodes = Object.fromEntries([one!, two!, note].map((node) => [node.id, node]));
    const before = { ...empty, nodes };
    const diff = emptyDiff();
    diff.nodes.updated = [one!, two!, note].map((node) => [node, { ...node, x: 50 }]);
    diff.nodes.added.push(three!);
    const parts = messageParts(diff);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(12 * 1024 * 1024);
    expect(parts.reduce(applyDiff, before)).toEqual(applyDiff(before, diff));
  });
});
