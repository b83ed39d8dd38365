/** Templates on their way: out of the palette as ids, from the computer as files. */
import { TEMPLATE_EXTENSION } from '../../../shared/contract/service-templates';

export const TEMPLATE_TYPE = 'application/x-vdelab-template';

/** The id of the template that is being dragged; null for anything else. */
export function draggedTemplate(transfer: DataTransfer): string | null {
  const id = transfer.getData(TEMPLATE_TYPE);
  return id === '' ? null : id;
}

export function isTemplateFile({ name }: File): boolean {
  return name.toLowerCase().endsWith(TEMPLATE_EXTENSION);
}
