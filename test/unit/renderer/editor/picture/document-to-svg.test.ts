import { describe, expect, it } from 'vitest';
import { addCable } from '../../../../../renderer/document/edits/cable-edits';
import { addNode, changeNode } from '../../../../../renderer/document/edits/edits';
import { documentToSvg } from '../../../../../renderer/editor/picture/document-to-svg';
import { svgPalettes } from '../../../../../renderer/editor/picture/svg-palette';
import { perfectConditions } from '../../../../../shared/document/cable-conditions';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument, type TopologyDocument } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';
import { cable, drawn as drawing, pc, sw } from '../../document/edits/drawn-switches';

const ID = '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f';
const kinds: NodeKind[] = ['switch', 'hub', 'pc', 'qemu', 'uml', 'tap', 'plug', 'note'];

function drawn(...nodes: { kind: NodeKind; x: number; y: number }[]) {
  let document: TopologyDocument = emptyDocument(ID, 'Lab');
  const ids = nodes.map(({ kind, x, y }) => {
    const { diff, id } = addNode(document, kind, { x, y });
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids };
}

/** Two switches with a trunk, a PC behind an impaired cable, another behind one that is down. */
function office(): TopologyDocument {
  const vlans = {
    '1': { untagged: 10, tagged: [] },
    '8': { untagged: null, tagged: [10, 20] },
  };
  const slow = { ...perfectConditions, delay: 20, loss: 1 };
  return drawing(
    [sw('a', { vlans }), sw('b', { x: 500, vlans }), pc('p'), { ...pc('q'), y: 300 }],
    ['a:8-b:8', cable('p:0-a:1', { aToB: slow, bToA: slow }), cable('q:0-b:1', { up: false })],
  );
}

/** Fails on what an XML parser would refuse: tags that do not close in order, bare special characters. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, close, name, , self] of svg.matchAll(
    /<(\/?)([a-z]+)((?:\s+[A-Za-z:-]+="[^"<&]*(?:&[a-z]+;[^"<&]*)*")*)\s*(\/?)>/g,
  )) {
    if (close === '/') expect(open.pop()).toBe(name);
    else if (self !== '/') open.push(name!);
  }
  expect(open).toEqual([]);
  const text = svg.replace(/<[^>]*>/g, '');
  expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
}

describe('documentToSvg', () => {
  it('draws every kind in both themes, well-formed and without anything remote', () => {
    const { document } = drawn(...kinds.map((kind, index) => ({ kind, x: index * 250, y: 0 })));
    for (const theme of ['light', 'dark'] as const) {
      const svg = documentToSvg(document, theme);
      expectWellFormed(svg);
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|href/);
      for (const name of ['sw1', 'hub1', 'pc1', 'vm1', 'uml1', 'tap1', 'plug1']) {
        expect(svg).toContain(`>${name}<`);
      }
    }
  });

  it('holds the whole drawing, wherever it is', () => {
    const { document } = drawn({ kind: 'pc', x: -500, y: -300 }, { kind: 'pc', x: 900, y: 700 });
    const svg = documentToSvg(document, 'light');
    const box = /viewBox="([^"]+)"/.exec(svg)?.[1]?.split(' ').map(Number);
    expect(box).toEqual([-532, -332, 900 + 184 + 532 + 32, 700 + 92 + 332 + 32]);
  });

  it('labels both ends of a cable', () => {
    const { document, ids } = drawn({ kind: 'pc', x: 0, y: 0 }, { kind: 'switch', x: 0, y: 300 });
    const [pc, sw] = ids as [string, string];
    const { diff } = addCable(document, { node: pc, port: 0 }, { node: sw, port: 5 });
    const before = documentToSvg(document, 'light');
    const after = documentToSvg(applyDiff(document, diff), 'light');
    const line = `stroke="${svgPalettes.light.cable}"`;
    expect(before).not.toContain(line);
    expect(after.split(line)).toHaveLength(2);
    expect(after.match(/>5</g)).toHaveLength((before.match(/>5</g) ?? []).length + 1);
    expect(after.match(/>eth0</g)).toHaveLength((before.match(/>eth0</g) ?? []).length + 1);
  });

  it('escapes what the user typed', () => {
    const { document, ids } = drawn({ kind: 'note', x: 0, y: 0 }, { kind: 'pc', x: 300, y: 0 });
    const [note, pc] = ids.map((id) => document.nodes[id]);
    if (note?.kind !== 'note' || pc?.kind !== 'pc') throw new Error('unexpected kinds');
    let changed = applyDiff(document, changeNode(document, { ...note, text: '<b> & "x"\u0007' }));
    changed = applyDiff(changed, changeNode(changed, { ...pc, name: '</svg><script>' }));
    const svg = documentToSvg({ ...changed, name: 'a & b' }, 'light');
    expectWellFormed(svg);
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0007');
    expect(svg).toContain('&lt;b&gt; &amp; &quot;x&quot;');
  });

  it('gives a picture of an empty document too', () => {
    expectWellFormed(documentToSvg(emptyDocument(ID), 'dark'));
  });

  it('gives the same text for the same document', () => {
    const { document } = drawn({ kind: 'qemu', x: 1.005, y: 2 });
    expect(documentToSvg(document, 'light')).toBe(documentToSvg(document, 'light'));
  });

  it('shows VLANs with their legend, what a cable does to frames, and a cable that is down', () => {
    const document = office();
    const svg = documentToSvg(document, 'light');
    expectWellFormed(svg);
    for (const text of ['VLAN 10', 'VLAN 20', '20 ms · 1 % loss', 'down']) {
      expect(svg).toContain(`>${text}<`);
    }
    const [, ten, twenty] = svgPalettes.light.vlans;
    expect(svg).toContain(`stroke="${ten}"`);
    expect(svg).toContain(`stroke="${twenty}"`);
    expect(svg).toContain('stroke-dasharray="2 9"');
  });

  it('has neither colours nor a legend while no VLAN is in use', () => {
    const { document } = drawn({ kind: 'switch', x: 0, y: 0 }, { kind: 'pc', x: 0, y: 300 });
    const svg = documentToSvg(document, 'dark');
    expect(svg).not.toContain('VLAN');
    for (const colour of svgPalettes.dark.vlans) expect(svg).not.toContain(`"${colour}"`);
  });
});
