/** The fields of a form, made from the schema of a kind: control, limits, label and hint. Pure. */
import { z } from 'zod';
import { type FieldEditor, type FieldForm, type FormSection, formOf } from './field';
import type { ImageKind } from './image-kinds';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface FormFieldBase {
  readonly field: string;
  readonly label: string;
  readonly help?: string;
  /** What to say when the schema refuses how the value is written. */
  readonly wrong?: string;
  readonly section?: FormSection;
  /** The editor below its control. */
  readonly below?: FieldEditor;
  /** Each node needs a value of its own. */
  readonly isOwn?: true;
}

/** A field as a form draws it. */
export type FormField = FormFieldBase &
  (
    | { readonly type: 'text'; readonly placeholder?: string; readonly mono?: boolean }
    | {
        readonly type: 'number';
        readonly min: number;
        readonly max: number;
        readonly unit?: string;
      }
    | { readonly type: 'check' }
    | { readonly type: 'lines'; readonly rows: number; readonly placeholder?: string }
    | {
        readonly type: 'path';
        readonly choose: string;
        readonly images: readonly ImageKind[];
        readonly formats?: readonly string[];
        readonly extensions: readonly string[];
        readonly placeholder?: string;
      }
    | { readonly type: 'select'; readonly options: readonly Option[] }
    | { readonly type: FieldEditor }
  );

function choices(options: Readonly<Record<string, string>>): Option[] {
  return Object.entries(options).map(([value, label]) => ({ value, label }));
}

/** How a field is edited, by its schema where nothing else is said. */
function controlOf(schema: z.ZodType, form: FieldForm) {
  const { editor, image, options, rows, placeholder, mono, unit } = form;
  if (editor !== undefined) return { type: editor };
  if (image !== undefined) return { type: 'path', ...image, placeholder } as const;
  if (options !== undefined) return { type: 'select', options: choices(options) } as const;
  if (rows !== undefined) return { type: 'lines', rows, placeholder } as const;
  if (schema instanceof z.ZodBoolean) return { type: 'check' } as const;
  if (schema instanceof z.ZodNumber) {
    return { type: 'number', min: schema.minValue!, max: schema.maxValue!, unit } as const;
  }
  return { type: 'text', placeholder, mono } as const;
}

function formField(field: string, schema: z.ZodType, form: FieldForm): FormField {
  const { label, hint, wrong, section, below, isOwn } = form;
  const control = controlOf(schema, form);
  return { field, label, help: hint, wrong, section, below, isOwn, ...control } as FormField;
}

/** The fields that the form of a record shows, in its order. */
export function formFields(schema: z.ZodObject): FormField[] {
  const fields: FormField[] = [];
  for (const [field, value] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const form = formOf(value);
    if (form === undefined) continue;
    const place = fields.findIndex((one) => one.field === form.before);
    fields.splice(place < 0 ? fields.length : place, 0, formField(field, value, form));
  }
  return fields;
}
