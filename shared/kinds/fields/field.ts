/**
 * One field of a node: its schema with what a form says about it, in one place. The limits are those of the
 * schema and stand nowhere else; texts are keys of the catalogue.
 */
import type { z } from 'zod';
import type { ImageKind } from './image-kinds';

/** The parts of a form, in the order in which it shows them. */
export const formSections = {
  boot: 'Boot',
  hardware: 'Hardware',
  network: 'Network',
  tree: 'Spanning tree',
  clients: 'External clients',
  advanced: 'Advanced',
} as const;

export type FormSection = keyof typeof formSections;

/** Editors for what is more than one plain value; the page has a component for each. */
export type FieldEditor =
  | 'colour'
  | 'architecture'
  | 'cards'
  | 'disks'
  | 'umlKernel'
  | 'vboxMachine'
  | 'forwards'
  | 'bridge'
  | 'locator';

/** How a path to an image is chosen. */
interface ImageChoice {
  /** The title of the picker. */
  readonly choose: string;
  /** Kinds of images of the library that fit. */
  readonly images: readonly ImageKind[];
  /** Only those in these formats. */
  readonly formats?: readonly string[];
  readonly extensions: readonly string[];
}

/** What a form says about a field, and how it is edited. */
export interface FieldForm<Value = unknown> {
  readonly label: string;
  readonly hint?: string;
  /** What is said when the schema refuses how it is written; how much it may be says the schema itself. */
  readonly wrong?: string;
  readonly placeholder?: string;
  readonly unit?: string;
  /** Whether it is written in letters of one width. */
  readonly mono?: boolean;
  /** Lines that its control shows; for texts and lists of several lines. */
  readonly rows?: number;
  readonly image?: ImageChoice;
  /** What each value of a choice is called, in the order in which they are offered. */
  readonly options?: Readonly<Record<Value extends string ? Value : string, string>>;
  readonly editor?: FieldEditor;
  /** An editor that stands below its control. */
  readonly below?: FieldEditor;
  /** The part of the form that it stands in; above all parts if there is none. */
  readonly section?: FormSection;
  /** The field of the schema that it stands before in the form; by default it stands as in the schema. */
  readonly before?: string;
  /** Each node needs a value of its own, so that it is never set for several at once. */
  readonly isOwn?: true;
}

const forms = new WeakMap<z.ZodType, FieldForm>();

/**
 * A field that a form shows.
 *
 * @returns the schema, as a copy, so that two fields may share one
 */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  form: FieldForm<z.infer<Schema>>,
): Schema {
  const own = schema.clone() as Schema;
  forms.set(own, form as FieldForm);
  return own;
}

/** What a form says about a field of a schema; undefined for fields that no form shows. */
export function formOf(schema: z.ZodType): FieldForm | undefined {
  return forms.get(schema);
}
