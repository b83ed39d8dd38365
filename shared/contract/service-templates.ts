/** The calls and events of the contract that are about templates: parts of drawings kept to be drawn again. */
import { z } from 'zod';
import { documentSchema } from '../document/topology';
import { lineOfText, linesOfText } from '../kinds/fields/node-fields';
import { nodeSchema } from '../kinds/registry';

export const TEMPLATE_EXTENSION = '.vdelab-template';
/** Of the largest template; it has to fit into one message. */
export const MAX_TEMPLATE_BYTES = 8 * 1024 * 1024;
export const MAX_TEMPLATE_NAME = 60;
export const MAX_TEMPLATE_DESCRIPTION = 500;
/** Most templates that are listed. */
export const MAX_TEMPLATES = 500;

const nothing = z.object({});
/** The name of its file without the extension: one part of a path, and not hidden; at most 255 bytes. */
const idOfTemplate = z.string().regex(/^[^/\0.][^/\0]{0,254}$/);
const path = z.string().min(1).max(4096);
const name = lineOfText(MAX_TEMPLATE_NAME).regex(/\S/);
const description = linesOfText(MAX_TEMPLATE_DESCRIPTION);

export const templateSchema = z.object({
  id: idOfTemplate,
  name: z.string(),
  description: z.string(),
  nodes: z.number().int(),
  cables: z.number().int(),
  /** The kind of its nodes; null if they are of several, or none. */
  kind: z.enum(nodeSchema.options.map(({ shape }) => shape.kind.value)).nullable(),
});

const templates = z.object({
  templates: z.array(templateSchema),
  /** Files of the folder that are no templates that can be read, and why. */
  broken: z.array(z.object({ file: z.string(), message: z.string() })),
});

export const templateCalls = {
  'templates.list': { params: nothing, result: templates },
  'templates.get': {
    params: z.object({ id: idOfTemplate }),
    result: z.object({
      document: documentSchema,
      /** Whether it was made here and is unchanged: then its commands are this user's own. */
      isOwn: z.boolean(),
    }),
  },
  'templates.save': {
    /** It is this user's own if all that it does on this computer was drawn here or agreed to. */
    params: z.object({ name, description, document: documentSchema }),
    result: templates.extend({ id: idOfTemplate }),
  },
  'templates.change': {
    params: z.object({ id: idOfTemplate, name, description }),
    result: templates,
  },
  'templates.remove': { params: z.object({ id: idOfTemplate }), result: templates },
  /** Takes in a copy of a file of this computer. */
  'templates.importFile': {
    params: z.object({ path }),
    result: templates.extend({ id: idOfTemplate }),
  },
  /** Takes in the text of a file that was dropped on the page. */
  'templates.importText': {
    params: z.object({ text: z.string().max(MAX_TEMPLATE_BYTES) }),
    result: templates.extend({ id: idOfTemplate }),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const templateEvents = {
  /** The templates changed: list them anew. */
  'templates.changed': nothing,
} as const satisfies Record<string, z.ZodType>;

export type Template = z.infer<typeof templateSchema>;
export type TemplateList = z.infer<typeof templates>;
