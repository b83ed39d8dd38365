/** What the desktop was started with. */
import { resolve } from 'node:path';

export interface LaunchArguments {
  /** The lab to open. */
  readonly path?: string;
  /** The example to open. */
  readonly example?: string;
}

const EXAMPLE = '--example=';

/**
 * Reads the process's arguments. Chromium mixes its own switches in and reorders them for a second
 * instance, so ours are known by their form: a `.vdelab` file and `--example=ID`.
 *
 * @param directory what a relative path is relative to
 */
export function launchArguments(argv: readonly string[], directory: string): LaunchArguments {
  const path = argv.findLast((arg) => !arg.startsWith('-') && arg.endsWith('.vdelab'));
  const example = argv.findLast((arg) => arg.startsWith(EXAMPLE));
  return {
    ...(path === undefined ? {} : { path: resolve(directory, path) }),
    ...(example === undefined ? {} : { example: example.slice(EXAMPLE.length) }),
  };
}
