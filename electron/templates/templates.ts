/**
 * The user's templates: parts of drawings in a folder of their own, one document a file. A file that
 * cannot be read is told of and does not hide the others.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  MAX_TEMPLATE_BYTES,
  MAX_TEMPLATES,
  TEMPLATE_EXTENSION,
  type Template,
  type TemplateList,
} from '../../shared/contract/service-templates';
import { printDocument } from '../../shared/document/document-print';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError, failureOf } from '../../shared/failure/failure';
import { byName } from '../../shared/text/name-order';
import { fingerprintOf } from '../document/document-file';
import { readDocument } from '../document/document-text';
import { writeFileAtomically } from '../system/files/atomic-file';
import { fileFailure } from '../system/files/file-failure';
import { freePath } from '../system/files/free-path';
import { OwnMarks } from './own-marks';
import { asTemplate, fileStem, readTemplateFile, templateOf, tooLarge } from './template-file';

export interface TemplatesContext {
  /** A folder of the templates' own; made when it is missing. */
  readonly directory: string;
  tellChanged(): void;
}

type Read = Template | { readonly file: string; readonly message: string };
type Listed = TemplateList & { readonly id: string };

const byTitle = (one: Template, other: Template) => byName(one.name, other.name);

export class Templates {
  readonly #directory: string;
  readonly #own: OwnMarks;
  readonly #tellChanged: () => void;

  constructor({ directory, tellChanged }: TemplatesContext) {
    this.#directory = directory;
    this.#own = new OwnMarks(directory);
    this.#tellChanged = tellChanged;
  }

  async list(): Promise<TemplateList> {
    const read = await Promise.all((await this.#files()).map((file) => this.#read(file)));
    const templates = read.filter((one): one is Template => 'id' in one);
    return {
      templates: templates.sort(byTitle),
      broken: read.filter((one) => 'file' in one),
    };
  }

  /** A template, and whether it was made here and is as it was. Throws a FailureError. */
  async get(id: string): Promise<{ document: TopologyDocument; isOwn: boolean }> {
    const { document, fingerprint } = await readTemplateFile(await this.#pathOf(id));
    return { document, isOwn: await this.#own.has(fingerprint) };
  }

  /** Keeps a part of a drawing. @param isOwn whether its commands are this user's */
  async save(
    document: TopologyDocument,
    name: string,
    description: string,
    isOwn: boolean,
  ): Promise<Listed> {
    await this.#checkRoom();
    const wanted = `${fileStem(name)}${TEMPLATE_EXTENSION}`;
    const path = await freePath(this.#directory, wanted);
    await this.#write(path, asTemplate(document, name, description), isOwn);
    return { ...(await this.#changed()), id: idOf(basename(path)) };
  }

  /** Gives a template another name and description; its file keeps its name. */
  async change(id: string, name: string, description: string): Promise<TemplateList> {
    const { document, isOwn } = await this.get(id);
    await this.#write(await this.#pathOf(id), asTemplate(document, name, description), isOwn);
    return this.#changed();
  }

  async remove(id: string): Promise<TemplateList> {
    const path = await this.#pathOf(id);
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw fileFailure(error, path, 'removed');
    }
    return this.#changed();
  }

  /** Takes in a copy of a file. Throws a FailureError that says what is wrong with it. */
  async importFile(path: string): Promise<Listed> {
    return this.#import((await readTemplateFile(path)).document);
  }

  async importText(text: string): Promise<Listed> {
    return this.#import(await readDocument(text));
  }

  #import(document: TopologyDocument): Promise<Listed> {
    if (Object.keys(document.nodes).length === 0) {
      throw new FailureError({
        code: 'document-broken',
        message: 'There is nothing in the template.',
        next: 'Choose another file.',
      });
    }
    return this.save(document, document.name, document.description ?? '', false);
  }

  async #write(path: string, document: TopologyDocument, isOwn: boolean): Promise<void> {
    const text = printDocument(document);
    if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES) throw tooLarge();
    if (isOwn) await this.#own.add(fingerprintOf(text));
    await writeFileAtomically(path, text);
  }

  async #changed(): Promise<TemplateList> {
    this.#tellChanged();
    return this.list();
  }

  /** The file names of templates, in an order that does not change. */
  async #files(): Promise<string[]> {
    try {
      await mkdir(this.#directory, { recursive: true });
      const names = await readdir(this.#directory);
      const wanted = names.filter(
        (name) => name.endsWith(TEMPLATE_EXTENSION) && !name.startsWith('.'),
      );
      return wanted.sort(byName).slice(0, MAX_TEMPLATES);
    } catch (error) {
      throw fileFailure(error, this.#directory, 'read');
    }
  }

  async #read(file: string): Promise<Read> {
    try {
      const { document } = await readTemplateFile(join(this.#directory, file));
      return templateOf(idOf(file), document);
    } catch (error) {
      return { file, message: failureOf(error).message };
    }
  }

  /** Only what the list shows has a path, so that an id leads nowhere else. */
  async #pathOf(id: string): Promise<string> {
    const file = `${id}${TEMPLATE_EXTENSION}`;
    if ((await this.#files()).includes(file)) return join(this.#directory, file);
    throw new FailureError({
      code: 'not-found',
      message: 'The template is gone.',
      next: 'Choose another one.',
    });
  }

  async #checkRoom(): Promise<void> {
    if ((await this.#files()).length < MAX_TEMPLATES) return;
    throw new FailureError({
      code: 'bad-request',
      message: `There are ${MAX_TEMPLATES} templates already, which is the most.`,
      next: 'Delete some that you do not use.',
    });
  }
}

function idOf(file: string): string {
  return file.slice(0, -TEMPLATE_EXTENSION.length);
}
