/** What is dropped on the drawing from outside of it: templates, and files of this computer. */
import { drawTemplate, importFiles } from '../../commands/actions/template-actions';
import type { Point } from '../../document/records/new-node';
import { carriesFiles } from '../../lab/upload';
import { raiseThrown } from '../../ui/notices';
import { dropFiles } from '../images/drop-files';
import { draggedTemplate, isTemplateFile, TEMPLATE_TYPE } from '../templates/template-drag';

/** Whether what is dragged could be taken. */
export function acceptsDrop(transfer: DataTransfer): boolean {
  return transfer.types.includes(TEMPLATE_TYPE) || carriesFiles(transfer);
}

/**
 * Takes what was dropped; false when it is nothing of this.
 *
 * @param pointer in pixels of the window
 * @param node id of the node below the pointer; null beside all of them
 */
export function dropOnCanvas(transfer: DataTransfer, pointer: Point, node: string | null): boolean {
  const files = [...transfer.files];
  const template = draggedTemplate(transfer);
  if (template !== null) drawTemplate(template, pointer).catch(raiseThrown);
  else if (files.some(isTemplateFile)) void importFiles(files.filter(isTemplateFile));
  else if (files.length > 0) void dropFiles(files, pointer, node);
  else return false;
  return true;
}
