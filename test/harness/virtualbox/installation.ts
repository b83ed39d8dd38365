/**
 * A real VirtualBox for tests on computers without its kernel module: Debian sid's package with what it
 * needs, in a folder of its own that is entered by chroot. Nothing is installed. One program of it is
 * replaced, the front end that would insist on the module, see headless.c; its machines then have to be
 * set to VirtualBox's interpreter. It takes half a minute and 400 MB, once.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEBIAN_KEYRING, debianMirror } from '../../../electron/images/debian-archive';
import { cached, need } from '../guests';

const run = promisify(execFile);
const STUB = join(import.meta.dirname, 'headless.c');
const STAND_IN = 'vdelab-test-stand-in';

/** Takes the place of packages that VirtualBox wants and a machine without a window does not need. */
const standIn = `Package: ${STAND_IN}
Version: 1
Architecture: all
Maintainer: Tests <tests@localhost>
Provides: virtualbox-modules (= 99), libgl1 (= 99), libsdl2-2.0-0 (= 99)
Description: stands in for a kernel module, OpenGL and SDL
`;

/** Only /tmp is shared with the computer, so that sockets and machines must lie there. */
const enter = `#!/bin/sh
# Runs a program of the tree beside this file: enter PROGRAM ARGUMENTS
set -e
tree=$(dirname "$(readlink -f "$0")")/tree
if [ "$VDELAB_WITHIN" != "$tree" ]; then
  VDELAB_WITHIN=$tree exec unshare --mount --propagation private "$0" "$@"
fi
unset VDELAB_WITHIN
mount --bind /tmp "$tree/tmp"
for shared in dev sys; do mount --rbind "/$shared" "$tree/$shared"; done
mount -t proc none "$tree/proc"
HOME=/root
export HOME
exec chroot "$tree" "$@"
`;

const manage = `#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/enter" /usr/lib/virtualbox/VBoxManage "$@"
`;

/** A folder that apt takes for an archive with one package in it. */
async function makeArchive(folder: string): Promise<void> {
  await mkdir(join(folder, 'package/DEBIAN'), { recursive: true });
  await writeFile(join(folder, 'package/DEBIAN/control'), standIn);
  const file = `${STAND_IN}.deb`;
  await run(need('dpkg-deb', 'dpkg'), ['-Zgzip', '--build', 'package', file], { cwd: folder });
  const bytes = await readFile(join(folder, file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = `${standIn}Filename: ./${file}\nSize: ${bytes.length}\nSHA256: ${sha256}\n`;
  await writeFile(join(folder, 'Packages'), entry);
}

async function makeTree(tree: string, archive: string): Promise<void> {
  const packages = [STAND_IN, 'virtualbox', 'libvdeplug2t64'].join();
  await run(
    need('mmdebstrap', 'mmdebstrap'),
    [
      ...['--mode=root', '--variant=essential', '--format=directory', `--include=${packages}`],
      ...['--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Sandbox::User "root"'],
      ...['--dpkgopt=force-unsafe-io', '--dpkgopt=path-exclude=/usr/share/doc/*'],
      ...['sid', tree],
      `deb [signed-by=${DEBIAN_KEYRING}] ${await debianMirror()} sid main contrib`,
      `deb [trusted=yes] copy:${archive} ./`,
    ],
    { maxBuffer: 1 << 24 },
  );
}

async function make(draft: string): Promise<void> {
  const archive = `${draft}.archive`;
  const stub = `${draft}.headless`;
  await makeArchive(archive);
  await mkdir(draft);
  await makeTree(join(draft, 'tree'), archive);
  await run(need('gcc', 'gcc'), ['-O1', '-o', stub, STUB, '-ldl']);
  await copyFile(stub, join(draft, 'tree/usr/lib/virtualbox/VBoxHeadless'));
  await writeFile(join(draft, 'enter'), enter, { mode: 0o755 });
  await writeFile(join(draft, 'VBoxManage'), manage, { mode: 0o755 });
}

/** Path of a VBoxManage that takes orders like any other; root only. */
export async function virtualBox(): Promise<string> {
  const recipe = createHash('sha256')
    .update(enter + manage + standIn)
    .update(await readFile(STUB))
    .digest('hex')
    .slice(0, 10);
  return join(await cached(`virtualbox-${recipe}`, make), 'VBoxManage');
}
