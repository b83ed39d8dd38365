/** The end of what a program printed, kept for the message that says why it failed. */
import { StringDecoder } from 'node:string_decoder';

const TAIL_CHARACTERS = 8192;

export class OutputTail {
  #text = '';
  readonly #decoder = new StringDecoder('utf8');

  append(chunk: Buffer | string): void {
    const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    this.#text = (this.#text + text).slice(-TAIL_CHARACTERS);
  }

  get text(): string {
    return this.#text;
  }
}

/** The last lines of some output that say something, oldest first. */
export function lastLines(output: string, count: number): string {
  const lines = output.split(/\r?\n/).map((line) => line.trimEnd());
  return lines
    .filter((line) => line !== '')
    .slice(-count)
    .join('\n');
}
