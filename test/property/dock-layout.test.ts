/** The laws of the dock's tree, under whatever order of splits, moves, closings and sizes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activateTab,
  addTab,
  type DockLayout,
  type Edge,
  joinPanes,
  mendLayout,
  moveTab,
  paneOf,
  panesOf,
  removeTab,
  resizeSplit,
  splitPane,
  tabsOf,
  tileTabs,
} from '../../renderer/consoles/tabs/dock-layout';
import { placesOf } from '../../renderer/consoles/tabs/dock-places';
import { arrangementSchema } from '../../shared/contract/service-arrangement';

const tabName = fc.integer({ min: 0, max: 11 }).map((number) => `n${number}:console`);
const paneName = fc.integer({ min: 1, max: 6 }).map((number) => `pane-${number}`);
const edge = fc.constantFrom<Edge>('left', 'right', 'top', 'bottom');
const path = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });

type Step = (layout: DockLayout) => DockLayout;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(tabName, paneName).map(
    ([tab, pane]): Step =>
      (layout) =>
        addTab(layout, tab, pane),
  ),
  tabName.map(
    (tab): Step =>
      (layout) =>
        removeTab(layout, tab),
  ),
  tabName.map(
    (tab): Step =>
      (layout) =>
        activateTab(layout, tab),
  ),
  fc.tuple(tabName, paneName, fc.integer({ min: 0, max: 5 })).map(
    ([tab, pane, at]): Step =>
      (layout) =>
        moveTab(layout, tab, pane, at),
  ),
  fc.tuple(tabName, paneName, edge).map(
    ([tab, pane, side]): Step =>
      (layout) =>
        splitPane(layout, tab, pane, side),
  ),
  fc.tuple(path, fc.nat({ max: 3 }), fc.double({ min: -1, max: 2, noNaN: true })).map(
    ([way, at, share]): Step =>
      (layout) =>
        resizeSplit(layout, way, at, share),
  ),
  fc.integer({ min: 1, max: 5 }).map(
    (columns): Step =>
      (layout) =>
        tileTabs(tabsOf(layout), columns),
  ),
  fc.constant<Step>((layout) => joinPanes(layout, null)),
);

function expectLaws(layout: DockLayout): void {
  const tabs = tabsOf(layout);
  expect(new Set(tabs).size).toBe(tabs.length);
  const panes = panesOf(layout);
  expect(new Set(panes.map(({ id }) => id)).size).toBe(panes.length);
  for (const pane of panes) expect(pane.tabs).toContain(pane.active);
  expectSplits(layout);
}

function expectSplits(layout: DockLayout): void {
  if (layout === null || layout.kind === 'pane') return;
  expect(layout.children.length).toBeGreaterThanOrEqual(2);
  expect(layout.sizes.length).toBe(layout.children.length);
  expect(layout.sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(1, 9);
  for (const size of layout.sizes) expect(size).toBeGreaterThan(0);
  for (const child of layout.children) {
    if (child.kind === 'split') expect(child.direction).not.toBe(layout.direction);
    expectSplits(child);
  }
}

const layouts = fc.array(step, { maxLength: 40 }).map((steps) => {
  let layout: DockLayout = null;
  for (const take of steps) layout = take(layout);
  return layout;
});

describe('the tree of panes', () => {
  it('keeps its laws through any steps', () => {
    fc.assert(fc.property(layouts, expectLaws), { numRuns: 1000 });
  });

  it('loses and gains no tab by moving, splitting, sizes, tiles and joining', () => {
    fc.assert(
      fc.property(layouts, tabName, paneName, edge, (layout, tab, pane, side) => {
        const before = tabsOf(layout).sort();
        expect(tabsOf(moveTab(layout, tab, pane, 1)).sort()).toEqual(before);
        expect(tabsOf(splitPane(layout, tab, pane, side)).sort()).toEqual(before);
        expect(tabsOf(tileTabs(tabsOf(layout), 3)).sort()).toEqual(before);
        expect(tabsOf(joinPanes(layout, tab)).sort()).toEqual(before);
      }),
    );
  });

  it('covers the dock without gaps or overlaps', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { panes } = placesOf(layout);
        expect(panes.size).toBe(panesOf(layout).length);
        const areas = [...panes.values()].map(({ width, height }) => width * height);
        const whole = areas.reduce((sum, area) => sum + area, 0);
        expect(whole).toBeCloseTo(layout === null ? 0 : 1, 6);
      }),
    );
  });

  it('is mended to exactly the tabs that are there', () => {
    fc.assert(
      fc.property(layouts, fc.uniqueArray(tabName), (layout, tabs) => {
        const mended = mendLayout(layout, tabs);
        expectLaws(mended);
        expect(tabsOf(mended).sort()).toEqual([...tabs].sort());
        for (const tab of tabs) {
          const before = paneOf(layout, tab);
          if (before?.active === tab) expect(paneOf(mended, tab)?.active).toBe(tab);
        }
      }),
    );
  });

  it('is what the service keeps', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const tabs = tabsOf(layout).map((id) => ({ id, title: id }));
        const whole = { tabs, layout, active: null, open: true, height: 300 };
        expect(arrangementSchema.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
      }),
    );
  });
});
