/** One template in a file: what is read of it, what the list says of it, and how its file is called. */
import { stat } from 'node:fs/promises';
import {
  MAX_TEMPLATE_BYTES,
  MAX_TEMPLATE_DESCRIPTION,
  MAX_TEMPLATE_NAME,
  type Template,
} from '../../shared/contract/service-templates';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { readDocumentFile } from '../document/document-file';
import { fileFailure } from '../system/files/file-failure';

/** Refuses what is too large before it is read. */
async function checkSize(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size > MAX_TEMPLATE_BYTES) throw tooLarge();
}

export function tooLarge(): FailureError {
  return new FailureError({
    code: 'document-broken',
    message: `A template has at most ${MAX_TEMPLATE_BYTES / 1024 / 1024} MiB.`,
    next: 'Open it as a lab instead, and keep a part of it as a template.',
  });
}

/** The template in a file with the digest of the file. Throws a FailureError. */
export async function readTemplateFile(
  path: string,
): Promise<{ document: TopologyDocument; fingerprint: string }> {
  try {
    await checkSize(path);
    return await readDocumentFile(path);
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
}

/** The document as a template is kept: not nameless, with a name and a description that a list can show. */
export function asTemplate(
  document: TopologyDocument,
  name: string,
  description: string,
): TopologyDocument {
  const plain = name.trim().slice(0, MAX_TEMPLATE_NAME);
  const text = description.trim().slice(0, MAX_TEMPLATE_DESCRIPTION);
  return { ...document, name: plain === '' ? 'Template' : plain, description: text };
}

/** What the list says of a template. */
export function templateOf(id: string, document: TopologyDocument): Template {
  const nodes = Object.values(document.nodes);
  const kinds = new Set(nodes.map(({ kind }) => kind));
  const [only] = kinds;
  return {
    id,
    name: document.name,
    description: document.description ?? '',
    nodes: nodes.length,
    cables: Object.keys(document.cables).length,
    kind: kinds.size === 1 && only !== undefined ? only : null,
  };
}

/** `my-alpine-router` for "My Alpine router": safe in every file system and shell. */
export function fileStem(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'template' : plain;
}
