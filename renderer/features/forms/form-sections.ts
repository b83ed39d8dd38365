/** The parts of a node's form. */
import { type FormSection, formSections } from '../../../shared/kinds/fields/field';
import type { FormField } from '../../../shared/kinds/fields/form-fields';

/** Closed until somebody opens them. */
export const closedAtFirst: ReadonlySet<FormSection> = new Set(['advanced']);

const sections = Object.keys(formSections) as FormSection[];

/** The fields of a form by their parts, in the order of the parts; parts without a field are left out. */
export function inSections(
  fields: readonly FormField[],
): { section: FormSection | null; fields: FormField[] }[] {
  return [null, ...sections]
    .map((section) => ({
      section,
      fields: fields.filter((one) => (one.section ?? null) === section),
    }))
    .filter((part) => part.fields.length > 0);
}
