import { describe, expect, it } from 'vitest';
import { changeNode } from '../../../../../renderer/document/edits/edits';
import { collapseGroups, groupNodes } from '../../../../../renderer/document/edits/group-edits';
import {
  arrowHead,
  lineBetween,
  lineEnds,
} from '../../../../../renderer/document/geometry/shape-geometry';
import { documentToSvg } from '../../../../../renderer/editor/picture/document-to-svg';
import { mixed } from '../../../../../renderer/editor/picture/svg-drawings';
import { applyDiff } from '../../../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../../../shared/document/topology';
import { plainNote } from '../../../../../shared/kinds/note';
import { plainShape } from '../../../../../shared/kinds/shape';
import { drawn, pc, sw } from '../../document/edits/drawn-switches';

function grouped(document: TopologyDocument, ids: string[], collapsed: boolean): TopologyDocument {
  const { diff, id } = groupNodes(document, ids);
  const open = applyDiff(document, diff);
  return collapsed ? applyDiff(open, collapseGroups(open, [id!], true)) : open;
}

describe('drawings of an exported picture', () => {
  it('show a group as a frame with its members, or as one symbol with the cables to outside', () => {
    const lab = drawn([sw('a'), pc('p'), { ...pc('q'), y: 300 }], ['p:0-a:1', 'q:0-a:2']);
    const open = documentToSvg(grouped(lab, ['a', 'p'], false), 'light');
    for (const name of ['group1', 'p', 'q']) expect(open).toContain(`>${name}<`);
    const closed = documentToSvg(grouped(lab, ['a', 'p'], true), 'light');
    expect(closed).toContain('>2 devices<');
    expect(closed).not.toContain('>p<');
    expect(closed).toContain('>q<');
  });

  it('have the colours, dashes, letters and captions that were chosen', () => {
    const place = { x: 0, y: 0 };
    const shape = { id: 's', kind: 'shape', ...place, ...plainShape } as const;
    const lab = drawn([{ ...shape, text: 'Office <1>', colour: 'red', dashed: true }], []);
    const svg = documentToSvg(lab, 'light');
    expect(svg).toContain('Office &lt;1&gt;');
    expect(svg).toMatch(/stroke="#c3242d"[^>]*stroke-dasharray/);
    const note = {
      id: 'n',
      kind: 'note',
      ...place,
      width: 200,
      height: 90,
      text: 'Up',
      ...plainNote,
    };
    const noted = drawn([{ ...note, kind: 'note' } as const], []);
    expect(documentToSvg(noted, 'dark')).toContain('font-size="14"');
    const plain = { ...noted.nodes.n!, look: 'plain', size: 32, align: 'right' } as never;
    const changed = documentToSvg(applyDiff(noted, changeNode(noted, plain)), 'dark');
    expect(changed).toMatch(/font-size="32"[^>]*text-anchor="end"/);
  });

  it('mix colours by parts', () => {
    expect(mixed('#000000', '#ffffff', 0.5)).toBe('#808080');
    expect(mixed('#ff0000', '#0000ff', 1)).toBe('#ff0000');
  });
});

describe('lines', () => {
  it.each([
    [
      { x: 0, y: 0 },
      { x: 100, y: 50 },
    ],
    [
      { x: 100, y: 50 },
      { x: 0, y: 0 },
    ],
    [
      { x: 0, y: 50 },
      { x: 100, y: 0 },
    ],
    [
      { x: 100, y: 0 },
      { x: 0, y: 50 },
    ],
  ])('go from %o to %o, and say so again', (tail, head) => {
    const shape = lineBetween({ tail, head });
    expect(lineEnds(shape)).toEqual({ tail, head });
    expect(arrowHead({ tail, head })).toMatch(`M${head.x} ${head.y}L`);
  });
});
