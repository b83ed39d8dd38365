/**
 * How the consoles of a lab stand in the window: the tree of panes with their tabs. The service keeps it
 * for each document, beside the documents, because it belongs to the person and not to the drawing.
 */
import { z } from 'zod';

export interface DockPane {
  readonly kind: 'pane';
  readonly id: string;
  readonly tabs: readonly string[];
  /** The tab in front; one of `tabs`. */
  readonly active: string;
}

export interface DockSplit {
  readonly kind: 'split';
  /** A row has its children side by side, a column one above the other. */
  readonly direction: 'row' | 'column';
  /** The share of each child; they add up to 1. */
  readonly sizes: readonly number[];
  readonly children: readonly DockNode[];
}

export type DockNode = DockPane | DockSplit;

/** Far deeper than anybody splits; keeps a broken file from being followed for ever. */
const MAX_DEPTH = 24;
const MAX_TABS = 300;

/** `<node id>:<channel>`, `<node id>:screen` or `view:<view>`. */
const tabIdSchema = z
  .string()
  .regex(/^([a-z0-9][a-z0-9-]{0,31}:(console|monitor|screen)|view:[a-z]{1,20})$/);

const paneSchema = z.object({
  kind: z.literal('pane'),
  id: z.string().max(20),
  tabs: z.array(tabIdSchema).min(1).max(MAX_TABS),
  active: tabIdSchema,
});

const nodeSchema: z.ZodType<DockNode> = z.lazy(() =>
  z.union([
    paneSchema,
    z.object({
      kind: z.literal('split'),
      direction: z.enum(['row', 'column']),
      sizes: z.array(z.number().positive().max(1)).min(2).max(MAX_TABS),
      children: z.array(nodeSchema).min(2).max(MAX_TABS),
    }),
  ]),
);

function isShallow(value: unknown, left = MAX_DEPTH): boolean {
  if (left === 0) return false;
  const children = (value as { children?: unknown } | null)?.children;
  return !Array.isArray(children) || children.every((child) => isShallow(child, left - 1));
}

const layoutSchema = z
  .unknown()
  .refine((value) => isShallow(value))
  .pipe(nodeSchema.nullable());

export const arrangementSchema = z.object({
  /** Every open tab with the title that it was opened with. */
  tabs: z.array(z.object({ id: tabIdSchema, title: z.string().max(200) })).max(MAX_TABS),
  layout: layoutSchema,
  active: tabIdSchema.nullable(),
  /** Whether more than the bar of tabs shows. */
  open: z.boolean(),
  /** Height of the panel below the tabs, in pixels. */
  height: z.number().int().min(0).max(10_000),
});

export type Arrangement = z.infer<typeof arrangementSchema>;

const documentIdSchema = z.string().min(1).max(100);

export const arrangementCalls = {
  'arrangement.get': {
    params: z.object({ document: documentIdSchema }),
    /** Null while nothing is known of that document. */
    result: z.object({ arrangement: arrangementSchema.nullable() }),
  },
  'arrangement.set': {
    params: z.object({ document: documentIdSchema, arrangement: arrangementSchema }),
    result: z.object({}),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;
