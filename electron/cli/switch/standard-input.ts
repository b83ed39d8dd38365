/**
 * Commands that come by standard input, a piece at a time: the next one is read when the last is answered,
 * so that whoever writes without an end fills no memory, and what was said last is answered before the end.
 */

export class StandardInput {
  readonly #type: (text: string) => void;
  readonly #ended: () => void;
  #isLineOpen = false;
  #isAnswering = false;
  #hasEnded = false;

  /**
   * @param type gives commands to the switch; {@link answered} is to be called for each call
   * @param ended called once, when the input has ended and all of it is answered
   */
  constructor(type: (text: string) => void, ended: () => void) {
    this.#type = type;
    this.#ended = ended;
  }

  /** Begins to read. */
  start(): void {
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (text: string) => {
      process.stdin.pause();
      this.#isLineOpen = !text.endsWith('\n');
      this.#ask(text);
    });
    process.stdin.once('end', () => this.#end());
    // A terminal that is gone cannot be read any more: EIO.
    process.stdin.once('error', () => this.#end());
  }

  /** The last piece is answered, or was lost with the thread that had it. */
  answered(): void {
    if (!this.#isAnswering) return;
    this.#isAnswering = false;
    if (this.#hasEnded) this.#finish();
    else process.stdin.resume();
  }

  #ask(text: string): void {
    this.#isAnswering = true;
    this.#type(text);
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (!this.#isAnswering) this.#finish();
  }

  /** A last line without an end is a command as well. */
  #finish(): void {
    const isLineOpen = this.#isLineOpen;
    this.#isLineOpen = false;
    if (isLineOpen) this.#ask('\n');
    else this.#ended();
  }
}
