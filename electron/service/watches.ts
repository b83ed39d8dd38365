/**
 * What the pages show of a running lab from second to second: traffic, and the insides of switches.
 * It is sent as long as somebody looks: counters are read from shared memory, and the data plane sends
 * views of exactly those switches that are on some page.
 */
import type { Params, Payload, Traffic } from '../../shared/service';
import type { SwitchView } from '../../shared/switch-view';

const EVERY_MS = 1_000;

export type WatchWish = Params<'lab.watch'>;

type WatchEvent = 'lab.traffic' | 'switch.viewed';
type Send = <E extends WatchEvent>(event: E, payload: Payload<E>) => void;

/** Where what is shown comes from. */
export interface Sights {
  traffic(): Traffic;
  /** Asks for views of exactly these switches. */
  view(switches: readonly string[]): void;
}

/** What one page wants to see. */
export interface Watch {
  set(wish: WatchWish): void;
  close(): void;
}

interface OpenWatch {
  readonly send: Send;
  wish: WatchWish;
}

export class Watches {
  readonly #sights: Sights;
  readonly #open = new Set<OpenWatch>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #viewed = '';

  constructor(sights: Sights) {
    this.#sights = sights;
  }

  open(send: Send): Watch {
    const watch: OpenWatch = { send, wish: { traffic: false, switches: [] } };
    this.#open.add(watch);
    return {
      set: (wish) => {
        const wasWatching = watch.wish.traffic;
        watch.wish = wish;
        this.#refresh();
        // Whoever opens a panel wants to see something now, not in a second.
        if (wish.traffic && !wasWatching) send('lab.traffic', this.#sights.traffic());
      },
      close: () => {
        this.#open.delete(watch);
        this.#refresh();
      },
    };
  }

  /** Passes on how a switch looks now. */
  viewed(node: string, view: SwitchView): void {
    for (const { send, wish } of this.#open) {
      if (wish.switches.includes(node)) send('switch.viewed', { node, view });
    }
  }

  close(): void {
    this.#open.clear();
    this.#refresh();
  }

  #refresh(): void {
    const watches = [...this.#open];
    this.#tick(watches.some(({ wish }) => wish.traffic));
    const switches = [...new Set(watches.flatMap(({ wish }) => wish.switches))];
    if (switches.join() === this.#viewed) return;
    this.#viewed = switches.join();
    this.#sights.view(switches);
  }

  #tick(wanted: boolean): void {
    if (wanted === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => this.#sendTraffic(), EVERY_MS) : null;
  }

  #sendTraffic(): void {
    const traffic = this.#sights.traffic();
    for (const { send, wish } of this.#open) if (wish.traffic) send('lab.traffic', traffic);
  }
}
