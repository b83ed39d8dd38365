/** The documentation keeps together: links, pictures, names of files and scripts, texts of the window. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  anchorsOf,
  blocksOf,
  codeWordsOf,
  type DocPage,
  docPages,
  linksOf,
  readPage,
  root,
  targetOf,
} from '../../harness/doc-pages';

const pages = docPages();
const isOurs = (link: string) => !/^[a-z]+:/.test(link);

function brokenLinks(page: DocPage): string[] {
  return linksOf(page)
    .filter(isOurs)
    .filter((link) => {
      const { path, anchor } = targetOf(page, link);
      if (!existsSync(join(root, path))) return true;
      return anchor !== null && !anchorsOf(readPage(path)).includes(anchor);
    });
}

/** A path of the checkout, with or without a place holder like KIND in it. */
const PATH =
  /^(?:(?:assets|docs|electron|renderer|shared|test|\.ci|\.github)\/[\w./-]*|[\w.-]+\.(?:mjs|cjs))$|^\.\w+rc\.json$/;

function missingFiles(page: DocPage): string[] {
  return codeWordsOf(page).filter(
    (words) => PATH.test(words) && !/[A-Z]{3}/.test(words) && !existsSync(join(root, words)),
  );
}

/** Links whose text is code name something that stands in the file: `Lab.start` a method of that name. */
function missingNames(page: DocPage): string[] {
  const links = [...page.lines.join('\n').matchAll(/\[((?:`[^`]+`(?:, )?)+)\]\(([^)#]+\.tsx?)\)/g)];
  return links.flatMap(([, names, link]) => {
    const { path } = targetOf(page, link!);
    const source = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
    const named = [...names!.matchAll(/`(?:\w+\.)?([\w.-]+)`/g)].map(([, name]) => name!);
    const isThere = (name: string) =>
      path.endsWith(`/${name}`) || new RegExp(`\\b${name}\\b`).test(source);
    return named.filter((name) => !isThere(name)).map((name) => `${name} in ${path}`);
  });
}

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

function missingScripts(page: DocPage): string[] {
  const named = [...page.lines.join('\n').matchAll(/\bnpm (?:run (?:-s )?)([\w:]+)/g)];
  return named.map(([, name]) => name!).filter((name) => !Object.hasOwn(scripts, name));
}

describe.each(pages)('$path', (page) => {
  it('links to what is there', () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('names files and scripts that are there', () => {
    // What a change did is told in the words of its day.
    if (page.path === 'CHANGELOG.md') return;
    expect(missingFiles(page)).toEqual([]);
    expect(missingNames(page)).toEqual([]);
    expect(missingScripts(page)).toEqual([]);
  });

  it('has blocks of code in a language, shell commands without prompts', () => {
    const blocks = blocksOf(page);
    expect(blocks.filter(({ language }) => language === '')).toEqual([]);
    expect(blocks.filter(({ text }) => /^\$ /m.test(text))).toEqual([]);
  });
});

describe('the documentation', () => {
  it('can be read from the README, page by page', () => {
    const reached = new Set<string>(['README.md']);
    for (const path of reached) {
      if (!path.endsWith('.md')) continue;
      const page = readPage(path);
      for (const link of linksOf(page).filter(isOurs)) reached.add(targetOf(page, link).path);
    }
    const unread = pages
      .map(({ path }) => path)
      .filter((path) => !reached.has(path) && !path.startsWith('.github/'));
    expect(unread).toEqual([]);
  });

  it('tells in the README every command of .ci/run', () => {
    const lines = readFileSync(join(root, '.ci/run'), 'utf8').split('\n');
    const commands = lines.filter((line) => line !== '' && !/^(#|set |cd )/.test(line));
    const told = blocksOf(readPage('README.md')).flatMap(({ text }) => text.split('\n'));
    expect(commands).not.toEqual([]);
    expect(commands.filter((command) => !told.includes(command))).toEqual([]);
  });

  it('has a README of two screens and a CONTRIBUTING of one', () => {
    expect(readPage('README.md').lines.length).toBeLessThanOrEqual(101);
    expect(readPage('CONTRIBUTING.md').lines.length).toBeLessThanOrEqual(71);
  });
});
