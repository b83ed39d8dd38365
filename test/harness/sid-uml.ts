/**
 * The User-Mode Linux kernel of Debian sid, for what Linux 6.16 changed. It is taken from the mirror that
 * the system's own sources name, with its indexes in a folder of our own and checked by the system's keys;
 * nothing is installed. It wants a newer C library than the system may have, so it gets sid's beside it.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cached, need } from './guests';
import { withOwnLibrary } from './own-library';

const run = promisify(execFile);
export const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const LOADER = 'ld-linux-x86-64.so.2';

/** The mirror of Debian's main archive that this system uses. */
export async function debianMirror(): Promise<string> {
  const format = '$(SITE) $(LABEL) $(COMPONENT)';
  const { stdout } = await run(need('apt-get', 'apt'), ['indextargets', '--format', format]);
  const site = stdout.split('\n').find((line) => line.endsWith(' Debian main'));
  if (site !== undefined) return site.split(' ')[0]!;
  throw new Error('apt knows no mirror of Debian, which a test kernel needs: apt-get update');
}

/** A configuration of apt that knows sid and nothing else, and keeps all in the folder. */
async function aptConfig(folder: string): Promise<string> {
  for (const name of ['state/lists/partial', 'cache/archives/partial']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const sources = join(folder, 'sources.list');
  await writeFile(sources, `deb [signed-by=${KEYRING}] ${await debianMirror()} sid main\n`);
  const config = join(folder, 'apt.conf');
  const settings = [
    `Dir::State "${folder}/state";`,
    // Else the installed version of a package is as good as sid's.
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Etc::sourcelist "${sources}";`,
    'Dir::Etc::sourceparts "-";',
    'Dir::Etc::preferencesparts "-";',
    'APT::Sandbox::User "root";',
  ];
  await writeFile(join(folder, 'status'), '');
  await writeFile(config, `${settings.join('\n')}\n`);
  return config;
}

async function unpack(folder: string): Promise<void> {
  const env = { ...process.env, APT_CONFIG: await aptConfig(folder) };
  const apt = need('apt-get', 'apt');
  await run(apt, ['update'], { env, cwd: folder });
  await run(apt, ['download', 'user-mode-linux', 'libc6'], { env, cwd: folder });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.deb'))) {
    await run(need('dpkg', 'dpkg'), ['-x', name, 'root'], { cwd: folder });
  }
}

async function make(draft: string): Promise<void> {
  const folder = `${draft}.apt`;
  await mkdir(folder);
  await unpack(folder);
  const libraries = join(folder, 'root/usr/lib/x86_64-linux-gnu');
  await mkdir(join(draft, 'lib'), { recursive: true });
  for (const name of ['libc.so.6', LOADER]) {
    await copyFile(join(libraries, name), join(draft, 'lib', name));
  }
  const kernel = await readFile(join(folder, 'root/usr/bin/linux.uml'));
  await writeFile(join(draft, 'kernel'), kernel);
}

/** Path of sid's kernel, ready to be run. */
export async function sidUmlKernel(): Promise<string> {
  const folder = await cached('uml-sid', make);
  // The loader stands in the program by its full path, so it is put there where the folder has its name.
  return cached('uml-sid-kernel', async (draft) => {
    const bytes = withOwnLibrary(
      await readFile(join(folder, 'kernel')),
      join(folder, 'lib', LOADER),
      '$ORIGIN/uml-sid/lib',
    );
    await writeFile(draft, bytes, { mode: 0o755 });
  });
}
