/** The pages of the documentation: their links, code blocks and words in bold, as tests read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface DocPage {
  /** Path from the root of the checkout. */
  readonly path: string;
  readonly lines: readonly string[];
}

/** A fenced block of code. */
export interface CodeBlock {
  readonly page: string;
  /** Of its first line of code, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The comments right before it, without their marks: `not run: it waits for a person`. */
  readonly marks: readonly string[];
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** @param path from the root of the checkout */
export function readPage(path: string): DocPage {
  return { path, lines: readFileSync(join(root, path), 'utf8').split('\n') };
}

/** All pages that people read, the README first. */
export function docPages(): DocPage[] {
  const atTop = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  return [...atTop, ...pathsBelow('docs'), ...pathsBelow('.github')].map(readPage);
}

const FENCE = /^```(.*)$/;
const MARK = /^<!-- (.*) -->$/;

function marksBefore(lines: readonly string[], index: number): string[] {
  const mark = MARK.exec(lines[index - 1] ?? '')?.[1];
  return mark === undefined ? [] : [...marksBefore(lines, index - 1), mark];
}

/** The fenced blocks of a page; one that is not closed goes to the page's end. */
export function blocksOf({ path, lines }: DocPage): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index++) {
    const language = FENCE.exec(lines[index]!)?.[1];
    if (language === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && line === '```');
    const close = end < 0 ? lines.length : end;
    const text = lines.slice(index + 1, close).join('\n');
    const marks = marksBefore(lines, index);
    blocks.push({ page: path, line: index + 2, language, text, marks });
    index = close;
  }
  return blocks;
}

/** The text of a page with its blocks of code left empty, so that lines keep their numbers. */
function proseOf(page: DocPage): string {
  let isCode = false;
  return page.lines
    .map((line) => {
      const isFence = FENCE.test(line);
      if (isFence) isCode = !isCode;
      return isFence || isCode ? '' : line;
    })
    .join('\n');
}

const withoutCode = (text: string) => text.replace(/`[^`\n]*`/g, '');

/** Where the links and pictures of a page lead, as they are written. */
export function linksOf(page: DocPage): string[] {
  const text = withoutCode(proseOf(page));
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  const pictures = [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map(([, file]) => file!);
  return [...links, ...pictures];
}

/** Path from the root of what a link of a page leads to; the page itself for a mere `#anchor`. */
export function targetOf(page: DocPage, link: string): { path: string; anchor: string | null } {
  const [file, anchor] = link.split('#');
  const path = file === '' ? page.path : normalize(join(dirname(page.path), file!));
  return { path, anchor: anchor ?? null };
}

/** The anchors of a page, made of its headings as GitHub makes them. */
export function anchorsOf(page: DocPage): string[] {
  const headings = [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, words]) => words!);
  return headings.map((words) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What a page says in backquotes, outside of blocks. */
export function codeWordsOf(page: DocPage): string[] {
  return [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!);
}

/** What a page says in bold, outside of blocks; a line's end within it counts as a space. */
export function boldWordsOf(page: DocPage): string[] {
  return [...proseOf(page).matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) =>
    words!.replace(/\s+/g, ' '),
  );
}
