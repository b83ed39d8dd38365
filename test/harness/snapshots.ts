/**
 * Comparison of the page with pictures that are kept. `UPDATE_SNAPSHOTS=1` writes them anew; look at
 * what has changed before you commit it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { ownCache } from './own-cache';
import { smallPicture } from './small-picture';

const kept = resolve(import.meta.dirname, '../e2e/snapshots');

/** Another version of the browser may draw edges of letters differently, but moves and colours nothing. */
const MOST_DIFFERING = 0.01;
/** How different a pixel may look, from 0 to 1. Small, so that another shade of a surface is seen. */
const THRESHOLD = 0.02;

/** The share of pixels that differ, from 0 to 1, and a picture of them; pictures of other sizes differ in all. */
function difference(one: PNG, other: PNG): { share: number; picture: PNG } {
  const { width, height } = one;
  const picture = new PNG({ width, height });
  if (other.width !== width || other.height !== height) return { share: 1, picture };
  const options = { threshold: THRESHOLD };
  const count = pixelmatch(one.data, other.data, picture.data, width, height, options);
  return { share: count / (width * height), picture };
}

function report(name: string, actual: Buffer, picture: PNG): string {
  const reports = ownCache('vdelab-snapshots');
  const file = join(reports, `${name}.actual.png`);
  writeFileSync(file, actual);
  writeFileSync(join(reports, `${name}.difference.png`), PNG.sync.write(picture));
  return file;
}

/** What is wrong with a screenshot, in words, or null where it is as the picture that is kept. */
export function complaintAbout(name: string, actual: Buffer): string | null {
  const file = join(kept, `${name}.png`);
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    writeFileSync(file, smallPicture(actual));
    return null;
  }
  if (!existsSync(file)) return `${name} has no picture; UPDATE_SNAPSHOTS=1 writes it`;
  const { share, picture } = difference(PNG.sync.read(readFileSync(file)), PNG.sync.read(actual));
  if (share <= MOST_DIFFERING) return null;
  const percent = (100 * share).toFixed(1);
  return `${name} differs in ${percent} % of its pixels: see ${report(name, actual, picture)}`;
}
