/** How long a large lab takes from the load of the page until a click on a node is answered. */
import type { Page } from 'playwright-core';
import { thousandNodes } from '../../harness/big-lab';
import type { Editor } from '../../harness/editor';
import { answerTime } from './frames';
import type { Figure, UiPart } from './measure';
import { withLab } from './stage';

interface Opened {
  drawn: number;
  settled: number;
}

/** Runs in the page before its own code: notes long tasks, and the frame that has the whole drawing. */
function watchOpening(nodes: number): void {
  const state = { drawn: 0, lastTask: 0 };
  Object.assign(window, { benchOpening: state });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      state.lastTask = Math.max(state.lastTask, startTime + duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const shown = window.document.querySelectorAll('.react-flow__node').length;
    if (shown >= nodes) requestAnimationFrame(() => (state.drawn = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Resolves once the drawing is there and no task has kept the page busy for half a second. */
async function opened(page: Page): Promise<Opened> {
  const handle = await page.waitForFunction(
    () => {
      const { benchOpening } = window as unknown as {
        benchOpening: { drawn: number; lastTask: number };
      };
      const { drawn, lastTask } = benchOpening;
      const settled = Math.max(drawn, lastTask);
      return drawn > 0 && performance.now() - settled > 500 ? { drawn, settled } : null;
    },
    undefined,
    { polling: 100, timeout: 60_000 },
  );
  return (await handle.jsonValue()) as Opened;
}

/** Runs in the page. */
function untilSelected(): Promise<number> {
  return new Promise((done) => {
    const press = ({ timeStamp }: Event) => {
      const look = () => {
        if (window.document.querySelector('.react-flow__node.selected') !== null) {
          requestAnimationFrame(() => done(performance.now() - timeStamp));
        } else requestAnimationFrame(look);
      };
      look();
    };
    window.addEventListener('pointerdown', press, { capture: true, once: true });
  });
}

async function clickIsAnswered({ page }: Editor): Promise<number> {
  const box = await page.locator('.react-flow__node[data-id="sw44"]').boundingBox();
  if (box === null) throw new Error('sw44 is not to be seen');
  return answerTime(page, untilSelected, undefined, () =>
    page.mouse.click(box.x + box.width / 2, box.y + box.height / 4),
  );
}

async function measureOpening(editor: Editor, nodes: number): Promise<Figure[]> {
  const { page } = editor;
  await page.addInitScript(watchOpening, nodes);
  await page.reload();
  const { drawn, settled } = await opened(page);
  const answer = await clickIsAnswered(editor);
  return [
    { name: 'All 1,000 nodes are drawn after', value: drawn, unit: 'ms', goal: null },
    { name: 'Interactive after', value: settled, unit: 'ms', goal: 2000 },
    { name: 'A click then selects a node within', value: answer, unit: 'ms', goal: 100 },
  ];
}

export const opening: UiPart = {
  name: 'opening',
  title: 'Opening 1,000 nodes and 2,000 cables',
  async measure() {
    const document = thousandNodes();
    const nodes = Object.keys(document.nodes).length;
    return withLab(document, (editor) => measureOpening(editor, nodes));
  },
};
