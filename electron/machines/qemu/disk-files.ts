/** What the disks and the firmware of a QEMU machine are in when it starts; made where it is missing. */
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { QemuNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { parseJson } from '../../../shared/text/json-check';
import { writeFileAtomically } from '../../system/files/atomic-file';
import { errorCode } from '../../system/files/file-failure';
import { readRegular } from '../../system/files/regular-file';
import { lastLines } from '../../system/processes/output-tail';
import { runProgram } from '../../system/processes/run-program';
import { ensureOverlays } from './disk-overlay';
import type { DiskFile, FirmwareFiles } from './qemu-disks';
import { findFirmware } from './qemu-machine';

const imageInfoSchema = z.object({ format: z.string().regex(/^[a-z0-9-]+$/) });
const noteSchema = z.object({ image: z.string(), format: z.string() });
const QEMU_IMG_LIMIT_MS = 30_000;

/** The files of a machine's disks, in their order. Throws a FailureError. */
export async function diskFiles(node: QemuNode, directory: string): Promise<DiskFile[]> {
  const below = node.disks.filter(({ access }) => access === 'overlay');
  const overlays = await ensureOverlays(
    below.map(({ image }) => image),
    directory,
    node.id,
  );
  const files: DiskFile[] = [];
  for (const { image, access } of node.disks) {
    if (access === 'overlay') files.push({ file: overlays.shift()!, format: 'qcow2' });
    else files.push({ file: image, format: await directFormat(node, image, directory) });
  }
  return files;
}

/**
 * The format of an image that the machine writes to. It is noted before the guest's first write and kept:
 * a guest could write the head of another format into a raw image, and have QEMU open any file by it.
 */
async function directFormat(node: QemuNode, image: string, directory: string): Promise<string> {
  const hash = createHash('sha256').update(image).digest('hex').slice(0, 12);
  const note = join(directory, `direct-${hash}.json`);
  const format = await formatNow(node, image);
  const known = await noted(node, note);
  if (known === null) await writeFileAtomically(note, JSON.stringify({ image, format }));
  if (known === null || known === format) return format;
  throw new FailureError({
    code: 'image-changed',
    message: `The disk image ${image} was ${known} when ${node.name} used it first, and looks like ${format} now.`,
    next: `If you put another image there, say so by \`rm ${note}\`; if not, a guest wrote that, so do not trust it.`,
    record: node.id,
  });
}

/** Null if the image was not used before. One that cannot be read may say what a guest must not change. */
async function noted(node: QemuNode, note: string): Promise<string | null> {
  try {
    return noteSchema.parse(parseJson(await readRegular(note))).format;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new FailureError(
      {
        code: 'image-changed',
        message: `What is noted of the format of a disk image of ${node.name} cannot be read.`,
        next: `If nothing but ${node.name} has written to the image, remove the note by \`rm ${note}\`.`,
        detail: error instanceof Error ? error.message : String(error),
        record: node.id,
      },
      { cause: error },
    );
  }
}

async function formatNow(node: QemuNode, image: string): Promise<string> {
  const args = ['info', '--force-share', '--output=json', image];
  const result = await runProgram('qemu-img', args, QEMU_IMG_LIMIT_MS);
  if (result.code === 0) return imageInfoSchema.parse(parseJson(result.stdout)).format;
  throw new FailureError({
    code: 'program-failed',
    message: `The disk image ${image} of ${node.name} cannot be read.`,
    next: 'Check that the file is a disk image that QEMU can read.',
    detail: result.timedOut ? 'qemu-img took too long' : lastLines(result.stderr, 3),
    record: node.id,
  });
}

/** The firmware of a UEFI machine with variables of its own, kept between starts; null for others. */
export async function firmwareFiles(
  { architecture, firmware }: QemuNode,
  directory: string,
): Promise<FirmwareFiles | null> {
  const found = firmware === 'uefi' ? findFirmware(architecture) : null;
  if (found === null) return null;
  const variables = join(directory, `uefi-${architecture}.fd`);
  if (!existsSync(variables)) {
    const draft = `${variables}.new`;
    await copyFile(found.variables, draft, constants.COPYFILE_FICLONE);
    await chmod(draft, 0o600);
    await rename(draft, variables);
  }
  return { code: found.code, variables };
}
