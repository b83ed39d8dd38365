/**
 * The page as something that begins and ends. What belongs to it is made with it or at its first use, and what listens
 * for it is told to it, so that nothing is left when it is disposed of. A document has one at a time: commands and
 * events from outside of React have no other way to say which they mean.
 */

type EventsOf<Target> = Target extends Window
  ? WindowEventMap
  : Target extends Document
    ? DocumentEventMap
    : Target extends MediaQueryList
      ? MediaQueryListEventMap
      : HTMLElementEventMap;

type Listened = Window | Document | MediaQueryList | HTMLElement;

export interface Page {
  readonly isDisposed: boolean;
  /** What belongs to the page under a key; made when it is asked for first. */
  stateOf<State extends object>(key: object, initial: () => State): State;
  /** Calls back when the page is disposed of, the last one first. Returns how to take that back. */
  onDispose(release: () => void): () => void;
  /** Listens until the page is disposed of. */
  listen<Target extends Listened, Type extends keyof EventsOf<Target> & string>(
    target: Target,
    type: Type,
    handler: (event: EventsOf<Target>[Type]) => void,
    options?: AddEventListenerOptions,
  ): void;
  /** Acts once after so many milliseconds, unless the page is disposed of before. Returns how to call it off. */
  timeout(act: () => void, ms: number): () => void;
  /** Acts with the next frame, unless the page is disposed of before. Returns how to call it off. */
  frame(act: (now: number) => void): () => void;
  /** Lets go of all that the page has. Throws an AggregateError of what went wrong, after all of it. */
  dispose(): void;
}

/** The one module-level variable of the page; empty again when the page is disposed of. */
let current: Page | null = null;

class OpenPage implements Page {
  readonly #states = new Map<object, object>();
  readonly #releases = new Set<() => void>();
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  stateOf<State extends object>(key: object, initial: () => State): State {
    const known = this.#states.get(key);
    if (known !== undefined) return known as State;
    const made = initial();
    this.#states.set(key, made);
    return made;
  }

  onDispose(release: () => void): () => void {
    // Wrapped, so that the same function may be given twice.
    const entry = () => release();
    this.#releases.add(entry);
    return () => this.#releases.delete(entry);
  }

  listen(
    target: EventTarget,
    type: string,
    handler: (event: never) => void,
    options?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, handler as EventListener, options);
    this.onDispose(() => target.removeEventListener(type, handler as EventListener, options));
  }

  timeout(act: () => void, ms: number): () => void {
    const stop = () => {
      clearTimeout(timer);
      forget();
    };
    const forget = this.onDispose(() => clearTimeout(timer));
    const timer = setTimeout(() => {
      forget();
      act();
    }, ms);
    return stop;
  }

  frame(act: (now: number) => void): () => void {
    const stop = () => {
      cancelAnimationFrame(frame);
      forget();
    };
    const forget = this.onDispose(() => cancelAnimationFrame(frame));
    const frame = requestAnimationFrame((now) => {
      forget();
      act(now);
    });
    return stop;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    const errors: unknown[] = [];
    for (const release of [...this.#releases].reverse()) {
      try {
        release();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#releases.clear();
    this.#states.clear();
    current = null;
    if (errors.length > 0) throw new AggregateError(errors, 'The page was not disposed of cleanly');
  }
}

/** Begins a page. Throws where one is open already. */
export function openPage(): Page {
  if (current !== null) throw new Error('A page is open already: dispose of it first');
  current = new OpenPage();
  return current;
}

/** The page that is open. Throws where none is: before the first, and after the last was disposed of. */
export function currentPage(): Page {
  if (current === null) throw new Error('No page is open');
  return current;
}
