/**
 * Reads along on the console of a guest that runs, for what its kernel says when it cannot go on: a panic leaves a
 * QEMU machine running that does nothing any more, and a guest without memory stands still. What is found is told as
 * the machine's trouble until the guest starts again and gets further.
 */

import type { Failure, FailureCode } from '../../../shared/failure/failure';
import {
  type CardModel,
  driverless,
  driverlessText,
  driversOfVersion,
} from '../../../shared/rules/card-drivers';
import { type ConsoleSource, readAlong } from '../../console/console-source';
import { isNoise } from './backtrace';
import { causeOfLine, type Found, type Machine, plainLine } from './cause';
import { fatalCauses, standingCauses } from './guest-causes';

/** More than any line that is known has. */
const MAX_LINE = 2000;
/**
 * A kernel that panicked prints its trace and is silent afterwards, with its last line ended. A text about a panic that
 * somebody looks at is followed by a prompt.
 */
const SILENT_MS = 1000;
/** A guest that has run so long after a restart without saying it again has got over it. */
const RECOVERED_MS = 20_000;
const BOOTS = /^Linux version (\S+)/;
/** What a kernel prints has its time before it, if it was built so. */
const STAMPED = /^\s*\[\s*\d+\.\d+\]/;
const PANICS = /Kernel panic|^Out of memory and no killable/i;

export interface WatchedMachine extends Machine {
  /** The models of its cards, of kinds whose cards have one. */
  readonly models: readonly CardModel[];
}

export interface WatchTimes {
  readonly silentMs: number;
  readonly recoveredMs: number;
}

type State =
  | { readonly is: 'well' }
  /** It has said that it panics. */
  | { readonly is: 'falling'; readonly found: Found }
  | { readonly is: 'fallen' }
  /** It runs, and something is wrong with it. */
  | { readonly is: 'troubled' }
  /** It has been troubled or fallen, and starts again. */
  | { readonly is: 'starting' };

export class GuestWatch {
  readonly #machine: WatchedMachine;
  readonly #tell: (trouble: Failure | null) => void;
  readonly #times: WatchTimes;
  #line = '';
  #state: State = { is: 'well' };
  /** What is waited for in the state. */
  #timer: NodeJS.Timeout | null = null;
  /** A line that explains a panic that comes after it. */
  #reason: Found | null = null;

  /** @param tell called with what is wrong with the guest, and with null when that is over */
  constructor(
    machine: WatchedMachine,
    tell: (trouble: Failure | null) => void,
    times: WatchTimes = { silentMs: SILENT_MS, recoveredMs: RECOVERED_MS },
  ) {
    this.#machine = machine;
    this.#tell = tell;
    this.#times = times;
  }

  /** The same console, read along. */
  watch(source: ConsoleSource): ConsoleSource {
    return readAlong(source, (text) => this.printed(text));
  }

  /** Looks at what the guest printed. */
  printed(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop()!.slice(-MAX_LINE);
    for (const line of lines) this.#look(plainLine(line), STAMPED.test(line));
    if (this.#state.is === 'falling') this.#wait(this.#times.silentMs, () => this.#silent());
  }

  /** The machine has ended. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @param isStamped whether the kernel's time stands before it */
  #look(line: string, isStamped: boolean): void {
    const boots = BOOTS.exec(line);
    if (boots !== null) this.#boots(boots[1]!, line);
    else if (line !== '' && this.#state.is !== 'fallen') {
      const isOfKernel = isStamped || isNoise(line);
      if (this.#state.is === 'falling' && !isOfKernel) this.#become({ is: 'well' });
      this.#judge(line);
    }
  }

  #judge(line: string): void {
    const fatal = causeOfLine(line, fatalCauses, this.#machine);
    if (fatal !== null && PANICS.test(line)) this.#panics(fatal);
    else if (fatal !== null) this.#reason ??= fatal;
    else if (this.#state.is === 'well' || this.#state.is === 'starting') this.#judgeStanding(line);
  }

  #judgeStanding(line: string): void {
    const standing = causeOfLine(line, standingCauses, this.#machine);
    if (standing === null) return;
    this.#become({ is: 'troubled' });
    this.#tell(this.#failure(standing, standing.code, 'does not do all that it should'));
  }

  /** The first panic counts; a more general one may have its reason in a line before it. */
  #panics(found: Found): void {
    if (this.#state.is === 'falling') return;
    const isGeneral = found.code === 'image-missing' || found.because.includes('panicked');
    this.#become({ is: 'falling', found: isGeneral ? (this.#reason ?? found) : found });
  }

  #silent(): void {
    if (plainLine(this.#line) === '') this.#fall();
    else this.#become({ is: 'well' });
  }

  #fall(): void {
    if (this.#state.is !== 'falling') return;
    const { found } = this.#state;
    this.#become({ is: 'fallen' });
    // A guest that has fallen is a failure, whatever it fell for.
    this.#tell(this.#failure(found, 'guest-failed', 'stands still'));
  }

  #boots(version: string, line: string): void {
    this.#reason = null;
    // Who restarts after a panic, did panic.
    this.#fall();
    if (this.#state.is !== 'well') this.#restarts();
    else this.#lookAtCards(version, line);
  }

  #restarts(): void {
    this.#become({ is: 'starting' });
    this.#wait(this.#times.recoveredMs, () => {
      this.#become({ is: 'well' });
      this.#tell(null);
    });
  }

  #lookAtCards(version: string, said: string): void {
    const { id, name, models } = this.#machine;
    const modules = driversOfVersion(version);
    const cards = models.map((model) => ({ model }));
    const found = modules === null ? null : driverless(cards, modules);
    if (found === null) return;
    const words = driverlessText(name, `its kernel, Linux ${version},`, found);
    this.#tell({ code: 'driver-missing', ...words, said, record: id });
  }

  #become(state: State): void {
    this.end();
    this.#state = state;
  }

  #wait(delayMs: number, done: () => void): void {
    this.end();
    this.#timer = setTimeout(done, delayMs);
    this.#timer.unref();
  }

  #failure({ because, next, said, remedy }: Found, code: FailureCode, what: string): Failure {
    const { id, name } = this.#machine;
    const press = remedy === undefined ? {} : { remedy };
    return { code, message: `${name} ${what}: ${because}.`, next, said, ...press, record: id };
  }
}
