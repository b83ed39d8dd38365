/** The menu of what can be added, by key: where the pointer is on the drawing, else in its middle. */
import { openInsertMenu } from '../../editor/placing/insert-menu-store';
import { pointerOnCanvas } from '../../editor/viewport/pointer-place';

function middleOfCanvas(): { x: number; y: number } {
  const area = window.document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect();
  return { x: area.x + area.width / 2, y: area.y + area.height / 2 };
}

export function addHere(): void {
  openInsertMenu(pointerOnCanvas() ?? middleOfCanvas());
}
