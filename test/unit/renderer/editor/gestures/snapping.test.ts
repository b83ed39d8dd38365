import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../../renderer/document/geometry/geometry';
import {
  snapTargets,
  snapToGrid,
  snapToOthers,
} from '../../../../../renderer/editor/gestures/snapping';

const box = (x: number, y: number, width = 100, height = 50): Box => ({ x, y, width, height });
const REACH = 6;
const snap = (dragged: Box, others: Box[]) => snapToOthers(dragged, snapTargets(others), REACH);

describe('lines while dragging', () => {
  it('takes an edge to the edge of another', () => {
    const { by, guides } = snap(box(404, 300, 80), [box(400, 0)]);
    expect(by).toEqual({ x: -4, y: 0 });
    expect(guides).toEqual([{ axis: 'x', at: 400, from: 0, to: 350 }]);
  });

  it('takes middles to middles', () => {
    const { by, guides } = snap(box(800, 13, 80, 30), [box(0, 0)]);
    expect(by).toEqual({ x: 0, y: -3 });
    expect(guides).toEqual([{ axis: 'y', at: 25, from: 0, to: 880 }]);
  });

  it('takes an end to a start', () => {
    expect(snap(box(297, 400, 100), [box(400, 0, 333)]).by.x).toBe(3);
  });

  it('leaves alone what is too far off', () => {
    expect(snap(box(420, 333), [box(400, 0)])).toEqual({ by: { x: 0, y: 0 }, guides: [] });
  });

  it('prefers the nearest of equal lines', () => {
    const { guides } = snap(box(402, 600), [box(400, 0), box(400, 480)]);
    expect(guides[0]).toEqual({ axis: 'x', at: 400, from: 480, to: 650 });
  });

  it('keeps the middle between two neighbours', () => {
    const { by, guides } = snap(box(253, 5, 100, 40), [box(0, 0, 100, 50), box(500, 0, 100, 50)]);
    expect(by.x).toBe(-3);
    const gaps = guides.filter(({ axis }) => axis === 'y').map(({ from, to }) => [from, to]);
    expect(gaps).toContainEqual([100, 250]);
    expect(gaps).toContainEqual([350, 500]);
  });

  it('continues the distance of a row', () => {
    const { by } = snap(box(384, 5, 90, 40), [box(0, 0), box(140, 0, 200)]);
    expect(by.x).toBe(-4);
  });
});

describe('the grid', () => {
  it('draws a corner to the nearest crossing', () => {
    expect(snapToGrid({ x: 35, y: -35 }, 24)).toEqual({ x: -11, y: 11 });
    expect(snapToGrid({ x: 48, y: 0 }, 24)).toEqual({ x: 0, y: 0 });
  });
});
