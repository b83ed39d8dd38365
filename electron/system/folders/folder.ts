/**
 * An open folder. What is in it is named below its descriptor (`/proc/self/fd/N/NAME`), so that nobody who
 * renames folders or puts links in their place can lead a call elsewhere: what was opened and looked at is
 * what is worked in. A path through `/proc` is also short, whatever the folder's own path is.
 */
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
} from 'node:fs';

/** Linux's fcntl.h: a descriptor that only names its file. The same on x86-64 and arm64. */
const O_PATH = 0o10000000;
const NAME_ONLY = O_PATH | constants.O_NOFOLLOW;

/** Where the kernel shows what a descriptor of this process stands for. */
export function descriptorPath(fd: number): string {
  return `/proc/self/fd/${fd}`;
}

/** What a call said of a file that was named by a descriptor, with the path by which a person knows it. */
export function sayPath(message: string, path: string): string {
  return message.replace(/'\/proc\/self\/fd\/[^']*'/g, () => `'${path}'`);
}

/** Opens what a path names, not what a link there leads to; only to look at it and name it by descriptor. */
export function openEntry(path: string): number {
  return openSync(path, NAME_ONLY);
}

export class Folder {
  readonly fd: number;

  /** @param fd of a folder; this object closes it */
  constructor(fd: number) {
    this.fd = fd;
  }

  /** Opens a folder whose path ends in no link; throws what open(2) does, `ENOTDIR` for another file. */
  static open(path: string): Folder {
    return new Folder(openSync(path, NAME_ONLY | constants.O_DIRECTORY));
  }

  /** Something in the folder, for calls that take a path. */
  at(name: string): string {
    return `${descriptorPath(this.fd)}/${name}`;
  }

  stats(): Stats {
    return fstatSync(this.fd);
  }

  /** What has that name, links not followed; null if there is nothing. */
  find(name: string): Stats | null {
    return lstatSync(this.at(name), { throwIfNoEntry: false }) ?? null;
  }

  names(): string[] {
    return readdirSync(descriptorPath(this.fd));
  }

  /** Makes a folder in this one, which nobody else may enter yet. Throws `EEXIST` if the name is taken. */
  make(name: string): Folder {
    mkdirSync(this.at(name), { mode: 0o700 });
    return Folder.open(this.at(name));
  }

  /** Moves a file from another folder of the same file system here, over what has the name. */
  take(from: Folder, name: string, as: string): void {
    renameSync(from.at(name), this.at(as));
  }

  /** Gives a file of another folder a name here as well; throws `EEXIST` if the name is taken. */
  adopt(from: Folder, name: string, as: string): void {
    linkSync(from.at(name), this.at(as));
  }

  /** Removes a file; throws `ENOENT` when it is gone. */
  remove(name: string): void {
    unlinkSync(this.at(name));
  }

  /** Removes an empty folder in this one; throws what rmdir(2) does. */
  removeFolder(name: string): void {
    rmdirSync(this.at(name));
  }

  /** The number of what has that name on its file system, links not followed; null if there is nothing. */
  inodeOf(name: string): bigint | null {
    return lstatSync(this.at(name), { throwIfNoEntry: false, bigint: true })?.ino ?? null;
  }

  /** Whether a name in another folder means this very folder. */
  isAt(parent: Folder, name: string): boolean {
    const found = lstatSync(parent.at(name), { throwIfNoEntry: false, bigint: true });
    const own = fstatSync(this.fd, { bigint: true });
    return found?.dev === own.dev && found.ino === own.ino;
  }

  close(): void {
    closeSync(this.fd);
  }
}
