/**
 * The pages that show one console, and which of them is in use: of those that can be seen the one that was
 * typed into or given the keyboard last. A program in the console has one terminal, so only that page answers
 * what it asks its terminal, and only that page says how large it is.
 */
import { FlowControl } from './flow-control';

/** What one page hears of a console. */
export interface ConsoleListener {
  output(data: string): void;
  state(connected: boolean): void;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

interface Viewer {
  flow: FlowControl;
  size: Size | null;
  isVisible: boolean;
  /** Grows with each use; 0 for a page that only looks. */
  usedAt: number;
}

export class Viewers {
  readonly #viewers = new Map<ConsoleListener, Viewer>();
  #uses = 0;

  get count(): number {
    return this.#viewers.size;
  }

  /** Adds a page, or has its output begin again; what it said of itself stays. */
  add(listener: ConsoleListener): void {
    const known = this.#viewers.get(listener);
    const flow = new FlowControl();
    if (known !== undefined) known.flow = flow;
    else this.#viewers.set(listener, { flow, size: null, isVisible: true, usedAt: 0 });
  }

  remove(listener: ConsoleListener): void {
    this.#viewers.delete(listener);
  }

  /** The page is in use from now on, until another one is. */
  use(listener: ConsoleListener): void {
    const viewer = this.#viewers.get(listener);
    if (viewer === undefined) return;
    this.#uses += 1;
    viewer.usedAt = this.#uses;
  }

  show(listener: ConsoleListener, isVisible: boolean): void {
    const viewer = this.#viewers.get(listener);
    if (viewer !== undefined) viewer.isVisible = isVisible;
  }

  resize(listener: ConsoleListener, size: Size): void {
    const viewer = this.#viewers.get(listener);
    if (viewer !== undefined) viewer.size = size;
  }

  isInUse(listener: ConsoleListener): boolean {
    return this.#inUse()?.[0] === listener;
  }

  /** The size of the page in use; null if it has none, as a tab that was never in front. */
  get size(): Size | null {
    return this.#inUse()?.[1].size ?? null;
  }

  /** Whether any page is behind with drawing. */
  get isHeld(): boolean {
    return [...this.#viewers.values()].some(({ flow }) => flow.holds);
  }

  flowOf(listener: ConsoleListener): FlowControl | undefined {
    return this.#viewers.get(listener)?.flow;
  }

  listeners(): Iterable<ConsoleListener> {
    return this.#viewers.keys();
  }

  /** Of pages that were never used, the first one. */
  #inUse(): [ConsoleListener, Viewer] | undefined {
    const all = [...this.#viewers];
    const seen = all.filter(([, { isVisible }]) => isVisible);
    const [first, ...others] = seen.length > 0 ? seen : all;
    if (first === undefined) return undefined;
    return others.reduce((best, one) => (one[1].usedAt > best[1].usedAt ? one : best), first);
  }
}
