/** The scripts that are put into each new document, before any of its own. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's own name for it. */
export const ISOLATED_WORLD = 'Electron Isolated Context';
export const BINDING = 'electronStandInBinding';

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
/** The files hold one function expression each; the semicolon would end it too early. */
const expression = (name: string) => read(name).trim().replace(/;$/, '');

/** Preloads run in the top frame only, as without nodeIntegrationInSubFrames. */
const inTopFrame = (body: string) => `if (window.top === window) { ${body} }`;

/** The main world's script must be installed first: the preload calls it. */
export function worldScripts(preload: string): { main: string; isolated: string } {
  const secret = JSON.stringify(randomUUID());
  const bridge = expression('bridge.js');
  const define = `(name, value) => {
    for (const part of Object.values(value)) Object.freeze(part);
    Object.defineProperty(window, name, { value: Object.freeze(value), enumerable: true });
  }`;
  const refuse = `() => { throw new Error('Only a preload exposes'); }`;
  const script = `(require) => {\n${readFileSync(preload, 'utf8')}\n}`;
  return {
    main: inTopFrame(`(${bridge})(${secret}, 'main', ${define});`),
    isolated: inTopFrame(
      `(${expression('preload-world.js')})((${bridge})(${secret}, 'isolated', ${refuse}),
        ${JSON.stringify(BINDING)}, ${script});`,
    ),
  };
}
