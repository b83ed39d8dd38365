import { afterEach, describe, expect, it } from 'vitest';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { useDocument } from '../../../../../renderer/document/store/document-store';
import { DragSnap } from '../../../../../renderer/editor/gestures/drag-snap';
import {
  GRID_STEP,
  useCanvasSettings,
} from '../../../../../renderer/editor/viewport/canvas-settings';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument } from '../../../../../shared/document/topology';

afterEach(() => {
  useCanvasSettings.setState({ snapGrid: false });
});

describe('snapping of a drag', () => {
  it('puts an open group onto the grid by its members, wherever the group was made', () => {
    const empty = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
    const pc = addNode(empty, 'pc', { x: 0, y: 0 });
    const drawn = applyDiff(empty, pc.diff);
    const { diff, id } = groupNodes(drawn, [pc.id]);
    useDocument.setState({ document: applyDiff(drawn, diff) });
    useCanvasSettings.setState({ snapGrid: true });
    const member = { x: 2 * GRID_STEP + 5, y: GRID_STEP - 4 };
    const places = new Map([
      [id!, { x: -307, y: -211 }],
      [pc.id, member],
    ]);
    expect(new DragSnap().move(places)).toEqual({ x: -5, y: 4 });
  });
});
