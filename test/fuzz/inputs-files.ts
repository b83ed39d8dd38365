/** Where inputs are kept: those that reach much, and those by which something was found once. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInputs, printInput } from './inputs-text';

export type InputKind = 'corpus' | 'found';

function fileOf(kind: InputKind, target: string): string {
  return join(import.meta.dirname, kind, `${target}.txt`);
}

function contentOf(kind: InputKind, target: string): string {
  const file = fileOf(kind, target);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

export function readInputs(kind: InputKind, target: string): Uint8Array[] {
  return parseInputs(contentOf(kind, target));
}

export function writeCorpus(target: string, inputs: readonly Uint8Array[]): void {
  const lines = inputs.map((input) => `${printInput(input)}\n`).sort();
  writeFileSync(fileOf('corpus', target), [...new Set(lines)].join(''));
}

/** Keeps an input for good, under a comment that says what it did. */
export function addFound(target: string, words: string, input: Uint8Array): void {
  const before = contentOf('found', target);
  const line = `${printInput(input)}\n`;
  if (before.split('\n').includes(line.trimEnd())) return;
  const comment = words.replaceAll('\n', ' ').slice(0, 160);
  writeFileSync(fileOf('found', target), `${before}# ${comment}\n${line}`);
}
