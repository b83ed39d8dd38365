/**
 * Expected failures: what can go wrong without anybody having made a programming error. Each has a
 * code from a closed set, a sentence for the person at the screen, and the next step they can take.
 */
import { z } from 'zod';
import { remedySchema } from './remedy';

const failureCodes = [
  'document-broken',
  'document-newer',
  'document-rules',
  'document-stale',
  'file-missing',
  'file-forbidden',
  'file-exists',
  'disk-full',
  'program-missing',
  'program-failed',
  'image-missing',
  'image-changed',
  'image-busy',
  'checksum-wrong',
  'download-failed',
  'cancelled',
  'path-too-long',
  'address-in-use',
  'permission',
  'not-agreed',
  'tap-forbidden',
  'tap-busy',
  'kvm-unavailable',
  'kernel-unfit',
  'driver-missing',
  'memory-short',
  'guest-failed',
  'not-running',
  'not-ready',
  'not-found',
  'bad-request',
  'dataplane-down',
  'interrupted',
  'internal',
] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** What happened, as one sentence that a user understands. */
  message: z.string(),
  /** What the user can do now; may hold a command to copy, in backquotes. */
  next: z.string(),
  /** The line of a program's or a guest's output that says so. */
  said: z.string().optional(),
  /** What the window can do about it with one press. */
  remedy: remedySchema.optional(),
  /** The technical detail: system call, path, exit code, last lines of output. */
  detail: z.string().optional(),
  /** The node or cable of the drawing that it is about. */
  record: z.string().optional(),
  /** Path of the field of the record that can be corrected, like `setup`. */
  field: z.string().optional(),
});

export type FailureCode = (typeof failureCodes)[number];
export type Failure = z.infer<typeof failureSchema>;

/** Carries a {@link Failure} through code that throws; shells turn it back into the value. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** The failure inside any thrown value; what is not a FailureError becomes an `internal` one. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: 'internal',
    message: 'Vdelab made a mistake that it did not expect.',
    next: 'Try again; if it comes back, report it with the detail below.',
    detail: error.stack ?? error.message,
  };
}
