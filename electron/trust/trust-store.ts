/**
 * What this user made or agreed to, kept outside of all documents in a file that only they can write: a
 * document cannot say of itself that it is one's own. A document is known by the digest of its bytes, so
 * that another file at its path, or with its id, is another document.
 */
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode, fileFailure } from '../system/files/file-failure';
import { JsonFile } from '../system/files/json-file';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const key = z.string().max(100);

const documentMarkSchema = z.object({
  digest,
  /** Permissions that were still to be asked about when it was saved. */
  pending: z.array(key),
  /** Of programs that were agreed to: the digest of what they were then. */
  contents: z.record(key, digest),
});
const grantSchema = z.object({
  /** Id of the lab that it was given to. */
  lab: z.string().max(100),
  key,
  content: digest.nullable(),
});
const labFileSchema = z.object({
  id: z.string().max(100),
  path: z.string(),
  /** Of its bytes when its machines last used their disks. */
  digest,
});
const storeSchema = z.object({
  documents: z.array(documentMarkSchema),
  grants: z.array(grantSchema),
  /** Files whose machines use the disks that their lab's id names. */
  files: z.array(labFileSchema).default([]),
});

export type DocumentMark = z.infer<typeof documentMarkSchema>;
export type Grant = z.infer<typeof grantSchema>;
export type LabFile = z.infer<typeof labFileSchema>;
type Content = z.infer<typeof storeSchema>;

const MOST_DOCUMENTS = 5000;
const MOST_GRANTS = 20_000;
const MOST_FILES = 5000;
const nothing: Content = { documents: [], grants: [], files: [] };

/**
 * Whether a file or folder is this user's and nobody else may write to it. One that is not there has nothing
 * in it to be believed. Throws when it cannot be looked at now.
 */
async function isPrivate(path: string): Promise<boolean> {
  try {
    const { uid, mode } = await lstat(path);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw fileFailure(error, path, 'read');
  }
}

export class TrustStore {
  readonly #path: string;
  readonly #file: JsonFile<Content>;

  constructor(path: string) {
    this.#path = path;
    this.#file = new JsonFile(path, storeSchema, nothing);
  }

  /** The mark of a document, by the digest of its bytes; undefined for one that is not known. */
  async document(wanted: string): Promise<DocumentMark | undefined> {
    return (await this.#content()).documents.find((mark) => mark.digest === wanted);
  }

  /** What was agreed to for a lab, to be remembered. */
  async grants(lab: string): Promise<Grant[]> {
    return (await this.#content()).grants.filter((grant) => grant.lab === lab);
  }

  /** The files that use the disks of a lab, the latest last. */
  async files(lab: string): Promise<LabFile[]> {
    return (await this.#content()).files.filter(({ id }) => id === lab);
  }

  /** Throws a FailureError when it cannot be written. */
  async addFile(file: LabFile): Promise<void> {
    const isOther = ({ id, path }: LabFile) => id !== file.id || path !== file.path;
    await this.#change((content) => ({
      ...content,
      files: [...content.files.filter(isOther), file].slice(-MOST_FILES),
    }));
  }

  /** Throws a FailureError when it cannot be written. */
  async addDocument(mark: DocumentMark): Promise<void> {
    await this.#change((content) => ({
      ...content,
      documents: [...content.documents.filter((other) => other.digest !== mark.digest), mark].slice(
        -MOST_DOCUMENTS,
      ),
    }));
  }

  /** Throws a FailureError when it cannot be written. */
  async addGrants(grants: readonly Grant[]): Promise<void> {
    const isNew = (old: Grant) =>
      !grants.some((grant) => grant.lab === old.lab && grant.key === old.key);
    await this.#change((content) => ({
      ...content,
      grants: [...content.grants.filter(isNew), ...grants].slice(-MOST_GRANTS),
    }));
  }

  async #content(): Promise<Content> {
    const isBelievable = await this.#isBelievable().catch(() => false);
    return isBelievable ? this.#file.read() : nothing;
  }

  /** What somebody else can write proves nothing. */
  async #isBelievable(): Promise<boolean> {
    return (await isPrivate(this.#path)) && (await isPrivate(dirname(this.#path)));
  }

  async #change(change: (content: Content) => Content): Promise<void> {
    const wasBelievable = await this.#isBelievable();
    await this.#makePrivate();
    await this.#file.change((content) => change(wasBelievable ? content : nothing));
  }

  /** Makes folder and file for this user alone before anything is in them; writing keeps the mode. */
  async #makePrivate(): Promise<void> {
    const folder = dirname(this.#path);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
      const file = await open(this.#path, flags | constants.O_NONBLOCK, 0o600);
      try {
        await file.chmod(0o600);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw fileFailure(error, this.#path, 'made');
    }
  }
}
