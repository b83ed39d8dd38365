/**
 * Quitting, in order: ask if machines run, stop the lab, and only then let the process end. The
 * desktop asks to quit in several ways (window, menu, signal), some of them more than once.
 */

export interface QuitParts {
  isLabRunning(): boolean;
  /** Asks whether the running lab may be stopped. */
  ask(): Promise<boolean>;
  /** Stops all machines and writes unsaved work down. */
  stopLab(): Promise<void>;
  /** While the lab is being stopped: waits no longer for its guests. */
  skipGrace(): void;
  /** Ends the process; `failed` if the lab could not be stopped cleanly. */
  end(failed: boolean): void;
}

type Step = 'running' | 'asking' | 'stopping' | 'ended';

export class QuitSequence {
  readonly #parts: QuitParts;
  #step: Step = 'running';

  constructor(parts: QuitParts) {
    this.#parts = parts;
  }

  /** Whether nothing is left to do, so that windows may close. */
  get isOver(): boolean {
    return this.#step === 'ended';
  }

  /** The user wants to quit: asks first where something would be lost. Does nothing while it asks. */
  async request(): Promise<void> {
    if (this.#step !== 'running') return;
    this.#step = 'asking';
    let isAllowed = false;
    try {
      isAllowed = !this.#parts.isLabRunning() || (await this.#parts.ask());
    } finally {
      // A signal may have gone ahead while the question stood there.
      if (this.#step === 'asking') this.#step = 'running';
    }
    if (isAllowed) await this.force();
  }

  /** Quits without asking: the session ends, or a signal came. Another one hurries. */
  async force(): Promise<void> {
    if (this.#step === 'stopping') this.#parts.skipGrace();
    if (this.#step === 'stopping' || this.#step === 'ended') return;
    this.#step = 'stopping';
    let failed = false;
    try {
      await this.#parts.stopLab();
    } catch (error) {
      failed = true;
      console.error('vdelab: the lab could not be stopped cleanly:', error);
    }
    this.#step = 'ended';
    this.#parts.end(failed);
  }
}
