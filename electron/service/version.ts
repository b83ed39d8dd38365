/** The version of the app, as in package.json, and of what it runs on. */
import { arch, release, type } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;

/** By name; empty for what there is none of in this shell. */
export function runtimeVersions(): Record<string, string> {
  const { node, electron = '', chrome = '' } = process.versions;
  return { [type()]: `${release()} ${arch()}`, Node: node, Electron: electron, Chromium: chrome };
}
