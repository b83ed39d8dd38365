/**
 * Packages of another release of Debian than this computer's, unpacked and not installed. apt fetches them with
 * lists and caches in a folder of their own. The index must be signed by Debian's keys, whatever the system's own
 * settings allow, and what was downloaded must have the checksum that stands in it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../../shared/failure/failure';
import { findProgram } from '../system/processes/find-program';
import { watchFolderSize } from './folder-size';
import type { JobProgress } from './jobs';
import { type RecipeProgram, run } from './recipe-program';

export const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The mirror of Debian's main archive that this system uses. Throws a FailureError when there is none. */
export async function debianMirror(): Promise<string> {
  const format = '$(SITE) $(LABEL) $(COMPONENT)';
  const listed = await run('apt-get', ['indextargets', '--format', format], 'Looking for a mirror');
  const site = listed.split('\n').find((line) => line.endsWith(' Debian main'));
  if (site !== undefined) return site.split(' ')[0]!;
  throw new FailureError({
    code: 'not-found',
    message: 'apt knows no mirror of Debian here, and the packages come from one.',
    next: 'Add Debian’s archive to apt’s sources and press again, or add a kernel of your own to the library of images.',
  });
}

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The packages in what `apt-cache show` prints. Pure. */
export function packagesOf(shown: string): DebianPackage[] {
  return shown.split(/\n\n+/).flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
    const found = {
      name: field('Package'),
      version: field('Version'),
      bytes: Number(field('Size')),
      sha256: field('SHA256'),
    };
    return /^[0-9a-f]{64}$/.test(found.sha256) ? [found] : [];
  });
}

type Progress = Pick<JobProgress, 'signal' | 'step' | 'bytes'>;

export interface ArchiveSource {
  readonly release: string;
  readonly mirror: string;
  readonly keyring: string;
}

/** One release, as apt sees it from a folder. */
export class DebianArchive {
  readonly #folder: string;
  readonly #source: ArchiveSource;
  readonly #progress: Progress;

  /** @param folder is made; everything that apt needs and brings lies in it */
  constructor(folder: string, source: ArchiveSource, progress: Progress) {
    this.#folder = folder;
    this.#source = source;
    this.#progress = progress;
  }

  /** Fetches the packages and unpacks them into one tree, whose path it returns. Throws a FailureError. */
  async unpacked(names: readonly string[]): Promise<string> {
    checkTools(this.#source.keyring);
    await this.#readIndex();
    const wanted = await this.#find(names);
    const files = await this.#download(wanted);
    const root = this.#at('root');
    this.#progress.step('Unpacking');
    for (const file of files) await this.#run('dpkg', ['-x', file, root], 'Unpacking a package');
    return root;
  }

  async #readIndex(): Promise<void> {
    const { step, bytes } = this.#progress;
    const { release, mirror, keyring } = this.#source;
    for (const name of ['state/lists/partial', 'cache/archives/partial']) {
      await mkdir(join(this.#folder, name), { recursive: true });
    }
    const options = `signed-by=${keyring} allow-insecure=no allow-weak=no`;
    await writeFile(this.#at('sources.list'), `deb [${options}] ${mirror} ${release} main\n`);
    // Else the installed version of a package is as good as the release's.
    await writeFile(this.#at('status'), '');
    step('Reading Debian’s index');
    const stop = watchFolderSize(this.#at('state'), 0, bytes);
    try {
      await this.#apt('apt-get', ['update'], 'Reading Debian’s index');
    } finally {
      stop();
      bytes(0, 0);
    }
  }

  async #find(names: readonly string[]): Promise<DebianPackage[]> {
    const args = ['show', '--no-all-versions', ...names];
    const found = packagesOf(await this.#apt('apt-cache', args, 'Looking for the packages'));
    if (names.every((name) => found.some((one) => one.name === name))) return found;
    throw new FailureError({
      code: 'not-found',
      message: `Debian’s ${this.#source.release} has no ${names.join(' and ')} for this computer.`,
      next: 'Add a kernel of your own to the library of images.',
    });
  }

  async #download(wanted: readonly DebianPackage[]): Promise<string[]> {
    const { step, bytes } = this.#progress;
    const total = wanted.reduce((sum, one) => sum + one.bytes, 0);
    step(`Downloading ${wanted.map(({ name, version }) => `${name} ${version}`).join(' and ')}`);
    const downloads = this.#at('packages');
    await mkdir(join(downloads, 'partial'), { recursive: true });
    const stop = watchFolderSize(downloads, total, bytes);
    try {
      const names = wanted.map(({ name, version }) => `${name}=${version}`);
      await this.#apt('apt-get', ['download', ...names], 'Downloading the packages', downloads);
    } finally {
      stop();
      bytes(0, 0);
    }
    step('Checking');
    return Promise.all(wanted.map((one) => checked(downloads, one)));
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  #apt(
    program: 'apt-get' | 'apt-cache',
    args: readonly string[],
    doing: string,
    directory = this.#folder,
  ): Promise<string> {
    // On the command line, which wins over the system's own settings.
    const options = this.#settings().flatMap((setting) => ['-o', setting]);
    return this.#run(program, [...options, ...args], doing, directory);
  }

  #settings(): string[] {
    return [
      `Dir::State=${this.#at('state')}`,
      `Dir::State::status=${this.#at('status')}`,
      `Dir::Cache=${this.#at('cache')}`,
      `Dir::Etc::sourcelist=${this.#at('sources.list')}`,
      'Dir::Etc::sourceparts=/dev/null',
      'Dir::Etc::preferences=/dev/null',
      'Dir::Etc::preferencesparts=/dev/null',
      // Else root's apt cannot write into a private folder.
      'APT::Sandbox::User=root',
      'Acquire::Languages=none',
      'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false',
      'Acquire::AllowInsecureRepositories=false',
      'Acquire::AllowDowngradeToInsecureRepositories=false',
      'Acquire::AllowWeakRepositories=false',
      'Acquire::Check-Valid-Until=true',
      'APT::Get::AllowUnauthenticated=false',
      'APT::Update::Error-Mode=any',
    ];
  }

  #run(program: RecipeProgram, args: readonly string[], doing: string, directory = this.#folder) {
    return run(program, args, doing, { directory, signal: this.#progress.signal });
  }
}

/** The path of a downloaded package. Throws `checksum-wrong` when it is not what the index says. */
export async function checked(folder: string, wanted: DebianPackage): Promise<string> {
  const { name, sha256 } = wanted;
  // apt gives the file a name of its own, with %3a for the colon of an epoch.
  const file = (await readdir(folder)).find((one) => one.startsWith(`${name}_`));
  const path = join(folder, file ?? `${name}.deb`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const digest = hash.digest('hex');
  if (digest === sha256) return path;
  throw new FailureError({
    code: 'checksum-wrong',
    message: `What was downloaded as ${name} is not what Debian’s index says.`,
    next: 'Try again; if it stays so, choose another mirror for apt.',
    detail: `${digest}, not ${sha256}`,
  });
}

function checkTools(keyring: string): void {
  const lacking = ['apt-get', 'apt-cache', 'dpkg'].filter((name) => findProgram(name) === null);
  if (lacking.length > 0) {
    throw new FailureError({
      code: 'program-missing',
      message: `Packages of Debian are fetched by its own programs, and ${lacking.join(' and ')} cannot be found.`,
      next: 'Add a kernel of your own to the library of images.',
    });
  }
  if (existsSync(keyring)) return;
  throw new FailureError({
    code: 'file-missing',
    message: `Debian’s keys are not at ${keyring}, so what is downloaded could not be trusted.`,
    next: 'Install them: `sudo apt-get install debian-archive-keyring`.',
  });
}
