/** The labs that come with the app. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Example } from '../../shared/contract/service';
import { sketchOf } from '../../shared/document/example-sketch';
import { FILE_EXTENSION, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { parseJson } from '../../shared/text/json-check';
import { readDocumentFile, readDocumentText } from './document-file';

const examplesSchema = z.array(
  z.object({ id: z.string().regex(/^[a-z0-9-]+$/), title: z.string(), description: z.string() }),
);

/** What `examples.json` in the folder lists, in its order. */
async function listExamples(directory: string): Promise<z.infer<typeof examplesSchema>> {
  return examplesSchema.parse(parseJson(await readDocumentText(join(directory, 'examples.json'))));
}

/** The document of a listed example. Throws a FailureError for any other id. */
export async function readExample(directory: string, id: string): Promise<TopologyDocument> {
  const examples = await listExamples(directory);
  if (!examples.some((example) => example.id === id)) {
    throw new FailureError({
      code: 'not-found',
      message: `There is no example called "${id.slice(0, 40)}".`,
      next: `Choose one of ${examples.map((example) => example.id).join(', ')}.`,
    });
  }
  return (await readDocumentFile(join(directory, `${id}${FILE_EXTENSION}`))).document;
}

/** All listed examples, each with a sketch of its document. */
export async function showExamples(directory: string): Promise<Example[]> {
  const examples = await listExamples(directory);
  return Promise.all(
    examples.map(async (example) => ({
      ...example,
      sketch: sketchOf(await readExample(directory, example.id)),
    })),
  );
}
