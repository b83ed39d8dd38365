/** The folders that the app keeps, after the XDG Base Directory Specification. */
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { FailureError } from '../../shared/failure';
import { MAX_VDE_DIRECTORY_BYTES } from '../../shared/vde-limits';

function absoluteFromEnvironment(name: string): string | null {
  const value = process.env[name];
  return value !== undefined && isAbsolute(value) ? value : null;
}

/** Overlays, autosaved documents, remembered facts: what must outlive the app. */
export function dataDirectory(): string {
  return join(
    absoluteFromEnvironment('XDG_DATA_HOME') ?? join(homedir(), '.local/share'),
    'vdelab',
  );
}

/** What machines write: in it a folder for each lab, and in that one for each machine. */
export function overlaysDirectory(): string {
  return join(dataDirectory(), 'overlays');
}

/**
 * Sockets and the journals of live instances: gone after a reboot. Its parent may be writable for
 * everybody (/tmp), so the folder is only used if it is a real one and belongs to this user alone.
 */
export function runtimeRoot(): string {
  const uid = process.getuid?.() ?? 0;
  const xdg = absoluteFromEnvironment('XDG_RUNTIME_DIR');
  const root = xdg === null ? `/tmp/vdelab-${uid}` : join(xdg, 'vdelab');
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const found = lstatSync(root);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new FailureError({
      code: 'permission',
      message: `The folder ${root} is not private to you, so Vdelab will not put sockets there.`,
      next: `Remove it or set XDG_RUNTIME_DIR to a folder of your own, and start again.`,
    });
  }
  return root;
}

/** Refuses a VDE directory whose sockets would not fit into a socket address. */
export function checkVdeDirectoryLength(directory: string, record?: string): void {
  const bytes = Buffer.byteLength(directory);
  if (bytes <= MAX_VDE_DIRECTORY_BYTES) return;
  throw new FailureError({
    code: 'path-too-long',
    message: `The switch directory ${directory} is ${bytes} bytes long; at most ${MAX_VDE_DIRECTORY_BYTES} fit.`,
    next: 'Choose a shorter path, like /tmp/mysw.',
    ...(record === undefined ? {} : { record }),
  });
}
