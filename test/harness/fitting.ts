/** Whether the page fits into its window. */
import type { Page } from 'playwright-core';

/** Controls that stick out of the window, and bars that are wider than what holds them. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = (element: Element) =>
      element.getAttribute('aria-label') ?? element.textContent ?? '';
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflow) || scrolls(element.parentElement));
    const sticksOut = (element: Element) => {
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      const inside =
        left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      return width > 0 && !inside && !scrolls(element.parentElement);
    };
    const controls = [...document.querySelectorAll('button, input, select, [role="tab"]')].filter(
      (element) => element.closest('.react-flow__viewport') === null,
    );
    const bars = [
      ...document.querySelectorAll('body, .top-bar, .menu-bar, .console-tools, .view-tools'),
    ];
    const wide = bars.filter((bar) => bar.scrollWidth > bar.clientWidth + 1);
    return [
      ...controls.filter(sticksOut).map((one) => `outside of the window: ${words(one)}`),
      ...wide.map((bar) => `too narrow: ${bar.className}`),
    ];
  });
}

/** Controls beside one another that lie upon one another. */
export function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.top-bar button, .top-bar input')]
      .map((one) => ({
        name: one.getAttribute('aria-label') ?? one.textContent,
        box: one.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0)
      .sort((a, b) => a.box.left - b.box.left);
    return boxes.flatMap(({ name, box }, at) => {
      const next = boxes[at + 1];
      return next !== undefined && next.box.left < box.right - 2
        ? [`${name} and ${next.name}`]
        : [];
    });
  });
}
