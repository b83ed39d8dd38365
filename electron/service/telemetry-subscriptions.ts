/**
 * What the pages show of a running lab from second to second: traffic, what machines use, and the
 * insides of switches.
 * It is sent as long as somebody looks: counters are read from shared memory, /proc only while a
 * table of machines is open, and the data plane sends views of exactly those switches that are on some page.
 */
import type { Params, Payload, Traffic } from '../../shared/contract/service';
import type { SwitchView } from '../../shared/lab/switch-view';

const EVERY_MS = 1_000;

type TelemetryRequest = Params<'lab.watch'>;

type WatchEvent = 'lab.traffic' | 'lab.usage' | 'switch.viewed';
type Send = <E extends WatchEvent>(event: E, payload: Payload<E>) => void;

/** Where what is shown comes from. */
export interface TelemetrySources {
  traffic(): Traffic;
  /** Samples what machines use. */
  usage(): Payload<'lab.usage'>;
  /** Nobody looks at that any more. */
  usageLeft(): void;
  /** Asks for views of exactly these switches. */
  view(switches: readonly string[]): void;
}

/** What one page wants to see. */
export interface TelemetrySubscription {
  set(wish: TelemetryRequest): void;
  close(): void;
}

interface OpenWatch {
  readonly send: Send;
  wish: TelemetryRequest;
}

export class TelemetrySubscriptions {
  readonly #sights: TelemetrySources;
  readonly #open = new Set<OpenWatch>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #viewed = '';
  #lastUsage: Payload<'lab.usage'> | null = null;

  constructor(sights: TelemetrySources) {
    this.#sights = sights;
  }

  open(send: Send): TelemetrySubscription {
    const watch: OpenWatch = { send, wish: { traffic: false, switches: [] } };
    this.#open.add(watch);
    return {
      set: (wish) => {
        const { traffic: wasWatching, usage: sawUsage } = watch.wish;
        watch.wish = wish;
        this.#refresh();
        // Whoever opens a panel wants to see something now, not in a second.
        if (wish.traffic && !wasWatching) send('lab.traffic', this.#sights.traffic());
        if (wish.usage === true && sawUsage !== true) send('lab.usage', this.#usage());
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
    this.#tick(watches.some(({ wish }) => wish.traffic || wish.usage === true));
    if (this.#lastUsage !== null && !watches.some(({ wish }) => wish.usage === true)) {
      this.#lastUsage = null;
      this.#sights.usageLeft();
    }
    const switches = [...new Set(watches.flatMap(({ wish }) => wish.switches))];
    if (switches.join() === this.#viewed) return;
    this.#viewed = switches.join();
    this.#sights.view(switches);
  }

  #tick(wanted: boolean): void {
    if (wanted === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => this.#send(), EVERY_MS) : null;
  }

  #send(): void {
    const watches = [...this.#open];
    if (watches.some(({ wish }) => wish.traffic)) {
      const traffic = this.#sights.traffic();
      for (const { send, wish } of watches) if (wish.traffic) send('lab.traffic', traffic);
    }
    if (!watches.some(({ wish }) => wish.usage === true)) return;
    this.#lastUsage = this.#sights.usage();
    for (const { send, wish } of watches) if (wish.usage) send('lab.usage', this.#lastUsage);
  }

  /** The last sample, which a second page gets as well: samples close together say little. */
  #usage(): Payload<'lab.usage'> {
    this.#lastUsage ??= this.#sights.usage();
    return this.#lastUsage;
  }
}
