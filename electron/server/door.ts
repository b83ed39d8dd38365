/**
 * The door of the browser shell: a page in a file that only this user can read, which leads a browser to the
 * address with a token. Its path may stand in a command line, a log and a history; the address may not. The
 * token in it works once, so it gets another one as soon as somebody came through.
 */
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'open.html';

export class Door {
  /** For the browser. */
  readonly path: string;
  readonly #directory: string;
  readonly #address: () => string;
  #leadsTo = '';

  /**
   * Makes the file; throws what writing does.
   *
   * @param directory one that only this user may enter
   * @param address gives a new address that works once
   */
  constructor(directory: string, address: () => string) {
    this.#directory = directory;
    this.path = join(directory, NAME);
    this.#address = address;
    this.#hang();
  }

  /** An address was used: if it is the one behind the door, there is a new one. */
  used(address: string): void {
    if (address !== this.#leadsTo) return;
    try {
      this.#hang();
    } catch (error) {
      // The folder is full or gone. Who comes by the old page is told that its address was used.
      console.error(`vdelab: ${this.path} could not be renewed: ${(error as Error).message}`);
    }
  }

  close(): void {
    rmSync(this.path, { force: true });
  }

  #hang(): void {
    this.#leadsTo = this.#address();
    const draft = join(this.#directory, `.open-${randomBytes(6).toString('hex')}`);
    writeFileSync(draft, pageTo(this.#leadsTo), { flag: 'wx', mode: 0o600 });
    renameSync(draft, this.path);
  }
}

/** @param address of ours: nothing in it means anything in HTML */
function pageTo(address: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Vdelab</title>
<p><a href="${address}" rel="noreferrer">Open Vdelab</a></p>
</html>
`;
}
