import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPidfile } from '../../../../../electron/cli/switch/pidfile';
import { openSwitchFolder } from '../../../../../electron/dataplane/vde/switch-folder';
import { fileFailure } from '../../../../../electron/system/files/file-failure';
import { Folder } from '../../../../../electron/system/folders/folder';
import { type Failure, failureOf } from '../../../../../shared/failure/failure';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync('/tmp/vdf-');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function failureIn(attempt: () => unknown): Failure {
  try {
    attempt();
  } catch (error) {
    return failureOf(error);
  }
  throw new Error('nothing failed');
}

function renameWhatIsNotThere(path: string): void {
  const open = Folder.open(folder);
  try {
    open.take(open, 'gone', 'file');
  } catch (error) {
    throw fileFailure(error, path, 'saved');
  } finally {
    open.close();
  }
}

test.each([
  ['a switch', (path: string) => openSwitchFolder(path, { mode: 0o600, group: null })],
  ['a pidfile', createPidfile],
  ['a document', renameWhatIsNotThere],
])('a place that %s cannot have is named by its path, not by a descriptor', (_, attempt) => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  const { detail } = failureIn(() => attempt(path));
  expect(detail).toContain(`'${path}'`);
  expect(detail).not.toContain('/proc/self/fd');
});
