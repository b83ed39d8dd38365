/** What QEMU answers when it will not do something, as a failure with a next step. */
import { FailureError } from '../../../shared/failure/failure';
import { type Cause, causeOf } from '../diagnosis/cause';

/** The first that matches counts. */
const causes: readonly Cause[] = [
  {
    said: /already exists/i,
    code: 'file-exists',
    because: 'there is a snapshot of that name already',
    next: 'Choose another name, or delete that snapshot first.',
  },
  {
    said: /snapshot .*(does not exist|not found)|can't find snapshot|no snapshot/i,
    code: 'not-found',
    because: 'there is no such snapshot',
    next: 'Choose one of the list.',
  },
  {
    said: /no space left/i,
    code: 'disk-full',
    because: 'there is no space left on the disk',
    next: 'Free some space and try again.',
  },
  {
    said: /is locked|tray/i,
    code: 'bad-request',
    because: 'the guest holds its CD',
    next: 'Unmount it in the guest (`umount /dev/sr0`, or `eject`), then try again.',
  },
  {
    said: /non-migratable|migrat/i,
    code: 'bad-request',
    because: 'one of its devices cannot be saved',
    next: 'The detail names the device; give the machine another one in the inspector.',
  },
  {
    said: /could not open|permission denied|no such file/i,
    code: 'image-missing',
    because: 'the image cannot be opened',
    next: 'Check that the file is there and that you may read it.',
  },
];

/** @param what what was not done, as in "vm1 was not paused" */
export function refusal(
  node: { readonly id: string },
  what: string,
  thrown: unknown,
): FailureError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const found = causeOf(detail, causes, { id: node.id, name: '' });
  return new FailureError({
    code: found?.code ?? 'program-failed',
    message: found ? `${what}: ${found.because}.` : `${what}: QEMU refused.`,
    next: found?.next ?? 'Look at the detail below, and try again.',
    detail,
    record: node.id,
  });
}
