/** Keeps a file that is dropped beside a place for it from taking the page away. */

import { carriesFiles } from '../../lab/upload';
import type { Page } from '../../page/page';

/** Watches for the life of the page; places that take files have had the event before. */
export function keepFilesOut(page: Page): void {
  page.listen(window, 'dragover', (event) => {
    if (event.dataTransfer === null || !carriesFiles(event.dataTransfer)) return;
    if (!event.defaultPrevented) event.dataTransfer.dropEffect = 'none';
    event.preventDefault();
  });
  page.listen(window, 'drop', (event) => {
    if (event.dataTransfer !== null && carriesFiles(event.dataTransfer)) event.preventDefault();
  });
}
