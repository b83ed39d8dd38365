import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from '../../../../../electron/document/document-text';
import { layOutSketch, SYMBOL } from '../../../../../renderer/features/start/sketch-layout';
import { type Sketch, sketchOf } from '../../../../../shared/document/example-sketch';
import { isDevice } from '../../../../../shared/document/topology';

const folder = resolve(import.meta.dirname, '../../../../../assets/examples');
const area = { width: 168, height: 92 };

function labs() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.vdelab'))
    .map((name) => parseDocument(readFileSync(join(folder, name), 'utf8')));
}

test('a sketch has all devices and cables of its example, and all symbols lie on the card', () => {
  for (const document of labs()) {
    const sketch = sketchOf(document);
    expect(sketch.nodes).toHaveLength(Object.values(document.nodes).filter(isDevice).length);
    expect(sketch.cables).toHaveLength(Object.keys(document.cables).length);
    for (const { x, y } of layOutSketch(sketch, area)) {
      expect(x).toBeGreaterThanOrEqual(SYMBOL / 2);
      expect(x).toBeLessThanOrEqual(area.width - SYMBOL / 2);
      expect(y).toBeGreaterThanOrEqual(SYMBOL / 2);
      expect(y).toBeLessThanOrEqual(area.height - SYMBOL / 2);
    }
  }
});

test('one thing stands in the middle, nothing gives nothing', () => {
  const one: Sketch = { nodes: [{ kind: 'pc', x: 500, y: -20 }], cables: [] };
  expect(layOutSketch(one, area)).toEqual([{ x: 84, y: 46 }]);
  expect(layOutSketch({ nodes: [], cables: [] }, area)).toEqual([]);
});
