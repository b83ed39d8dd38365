/** A name for a new file that no other file has. */
import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A file name without anything that hides it or leads elsewhere. */
export function plainName(name: string): string {
  const plain = name.replace(/[/\0\p{Cc}]/gu, '_').replace(/^\.+/, '');
  // 255 bytes is the limit of Linux; what is put behind the name for a draft has to fit as well.
  return Buffer.from(plain === '' ? 'image' : plain)
    .subarray(0, 200)
    .toString()
    .replace(/\ufffd+$/, '');
}

/** `debian.iso` in the folder, or `debian-2.iso` if that is there, and so on. */
export async function freePath(directory: string, wanted: string): Promise<string> {
  const name = plainName(wanted);
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  let path = join(directory, name);
  for (let number = 2; await isThere(path); number++) {
    path = join(directory, `${stem}-${number}${extension}`);
  }
  return path;
}
