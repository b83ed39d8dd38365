/** Remembers what happened, the last entries of it, for every page that comes. */

import { type ActivityEntry, MAX_ACTIVITY_ENTRIES } from '../../shared/contract/service-activity';
import type { Failure } from '../../shared/failure/failure';
import { idSchema } from '../../shared/kinds/fields/node-fields';

export type Happening = Pick<ActivityEntry, 'level' | 'topic' | 'text'> &
  Partial<Pick<ActivityEntry, 'next' | 'record'>>;

/** The same news by two ways, from the lab and from a page that showed it, is told once. */
const SAME_NEWS_MS = 3_000;
const LOOK_BACK = 50;
const MAX_TEXT = 1000;
const MAX_NEXT = 2000;

/** A failure that pages are shown, as an entry. */
export function raisedFailure({ message, next, record }: Failure): Happening {
  const about = idSchema.safeParse(record);
  const known = about.success ? about.data : null;
  return { level: 'failure', topic: 'message', text: message, next, record: known };
}

export class ActivityLog {
  readonly #tell: (entries: ActivityEntry[]) => void;
  readonly #now: () => number;
  #entries: ActivityEntry[] = [];
  #untold: ActivityEntry[] = [];
  #nextId = 1;

  /**
   * @param tell called with all entries of one turn of the event loop together
   * @param now milliseconds since 1970
   */
  constructor(tell: (entries: ActivityEntry[]) => void, now: () => number = Date.now) {
    this.#tell = tell;
    this.#now = now;
  }

  /** The newest is last. */
  list(): ActivityEntry[] {
    return this.#entries.slice(-MAX_ACTIVITY_ENTRIES);
  }

  add({ level, topic, text, next = '', record = null }: Happening): void {
    const at = this.#now();
    if (level !== 'info' && this.#isKnown(text, at)) return;
    const entry: ActivityEntry = {
      id: this.#nextId++,
      at,
      level,
      topic,
      text: text.slice(0, MAX_TEXT),
      next: next.slice(0, MAX_NEXT),
      record,
    };
    this.#entries.push(entry);
    // Cut now and then, so that a busy lab does not copy the list at each entry.
    if (this.#entries.length > 2 * MAX_ACTIVITY_ENTRIES) this.#entries = this.list();
    this.#untold.push(entry);
    if (this.#untold.length === 1) setImmediate(() => this.#flush());
  }

  #isKnown(text: string, at: number): boolean {
    return this.#entries
      .slice(-LOOK_BACK)
      .some((entry) => entry.text === text && at - entry.at < SAME_NEWS_MS);
  }

  #flush(): void {
    const entries = this.#untold.slice(-MAX_ACTIVITY_ENTRIES);
    this.#untold = [];
    this.#tell(entries);
  }
}
