/** What a shell says when it opens the service. */

import type { DesktopMenu } from '../../shared/contract/desktop-menu';

export interface DialogProvider {
  /** Asks for a file to open; null if the user thought better of it. */
  open(params: { title: string; extensions: string[]; directory?: string }): Promise<string | null>;
  save(params: { title: string; suggestion: string }): Promise<string | null>;
}

export interface MenuProvider {
  /** Shows these menus in the place of what was there. */
  show(menus: readonly DesktopMenu[]): void;
}

export interface ServiceOptions {
  readonly shell: 'desktop' | 'browser' | 'terminal';
  /** The folder with examples/ in it. */
  readonly assetsDirectory: string;
  /** A document to begin with. */
  readonly initialPath?: string;
  /** An example to begin with, if there is no document and no unsaved work. */
  readonly initialExample?: string;
  readonly dialogs?: DialogProvider;
  readonly menu?: MenuProvider;
  /** The bundled data plane; by default the one beside the bundled service. */
  readonly workerFile?: string;
}
