/** Makes entries of the log from what the lab tells of its nodes and ports. */
import type { NodeStatus } from '../../shared/contract/service';
import { sightingText } from '../../shared/lab/sighting-texts';
import { NO_SIGHTINGS } from '../../shared/lab/switch-view';
import type { LabChange } from '../lab/lab-board';
import type { Happening } from './activity-log';

type Known = Pick<NodeStatus, 'state' | 'detail' | 'facts' | 'storm' | 'sightings' | 'startup'>;

/** How the lab says that a guest switched itself off; see Lab. */
const POWERED_OFF = 'Powered off';
/** What is ready at once, as switches are, needs no time told. */
const WORTH_TELLING_MS = 50;

export class LabActivity {
  readonly #add: (happening: Happening) => void;
  readonly #nameOf: (node: string) => string;
  readonly #known = new Map<string, Known>();

  constructor(add: (happening: Happening) => void, nameOf: (node: string) => string) {
    this.#add = add;
    this.#nameOf = nameOf;
  }

  /** What changed of the running lab. */
  changed({ nodes }: LabChange): void {
    for (const [id, now] of Object.entries(nodes)) {
      const before = this.#known.get(id);
      if (now === null) this.#known.delete(id);
      else {
        this.#known.set(id, now);
        this.#compare(id, before, now);
      }
    }
  }

  /** A client joined or left a port of a switch; sockets of machines' cards are not told of. */
  presence(device: string, port: number, isThere: boolean, description: string): void {
    if (device.includes('/')) return;
    const who = description === '' ? 'An external client' : `An external client (${description})`;
    this.#add({
      level: 'info',
      topic: 'client',
      text: `${who} ${isThere ? 'joined' : 'left'} port ${port} of ${this.#nameOf(device)}.`,
      record: device,
    });
  }

  #compare(id: string, before: Known | undefined, now: NodeStatus): void {
    const run = before?.state === now.state ? null : this.#runEntry(id, before, now);
    if (run !== null) this.#add({ topic: 'run', record: id, ...run });
    const { trouble } = now.facts;
    if (trouble !== null && trouble.message !== before?.facts.trouble?.message) {
      const { message, next } = trouble;
      this.#add({ level: 'warning', topic: 'run', text: message, next, record: id });
    }
    for (const { message, next } of now.startup.slice(before?.startup.length ?? 0)) {
      this.#add({ level: 'warning', topic: 'run', text: message, next, record: id });
    }
    this.#compareStorm(id, before, now);
    this.#compareSightings(id, before, now);
  }

  #runEntry(
    id: string,
    before: Known | undefined,
    { state, bootMs, failure, detail }: NodeStatus,
  ): Pick<Happening, 'level' | 'text' | 'next'> | null {
    const name = this.#nameOf(id);
    switch (state) {
      case 'running': {
        const ready =
          bootMs === null || bootMs < WORTH_TELLING_MS
            ? ''
            : `, ready after ${(bootMs / 1000).toFixed(1)} s`;
        return { level: 'info', text: `${name} started${ready}.` };
      }
      case 'failed':
        return { level: 'failure', text: failure?.message ?? detail, next: failure?.next ?? '' };
      case 'off':
        // What failed and was put away has been told already, and what never ran is no news.
        if (before === undefined || before.state === 'failed') return null;
        return {
          level: 'info',
          text: before.detail === POWERED_OFF ? `${name} switched itself off.` : `${name} stopped.`,
        };
      case 'starting':
      case 'stopping':
        return null;
    }
  }

  /** What is gone needs no entry: it was mended, or nothing came of it for a while. */
  #compareSightings(id: string, before: Known | undefined, { sightings }: NodeStatus): void {
    if (sightings === before?.sightings) return;
    const where = ` of ${this.#nameOf(id)}`;
    const known = sightingText(before?.sightings ?? NO_SIGHTINGS, where);
    for (const { message, next } of sightingText(sightings, where)) {
      if (known.some((said) => said.message === message)) continue;
      this.#add({ level: 'warning', topic: 'loop', text: message, next, record: id });
    }
  }

  #compareStorm(id: string, before: Known | undefined, { storm, state }: NodeStatus): void {
    const was = before?.storm ?? null;
    if ((was === null) === (storm === null)) return;
    const name = this.#nameOf(id);
    if (storm !== null) {
      const ports = storm.ports.length === 0 ? '' : ` (ports ${storm.ports.join(', ')})`;
      this.#add({
        level: 'warning',
        topic: 'loop',
        text: `Frames go round in a loop through ${name}${ports}; duplicates are suppressed.`,
        next: 'Turn the spanning tree on, or remove one cable of the loop.',
        record: id,
      });
    } else if (state === 'running') {
      this.#add({
        level: 'info',
        topic: 'loop',
        text: `The loop through ${name} is gone.`,
        record: id,
      });
    }
  }
}
