/** Which device or cable a command is about, as the number that stands for it in signs of life. */
import type { Command } from '../shared/protocol';
import { NO_SUBJECT } from '../shared/pulse';

export class Subjects {
  readonly #devices = new Map<string, number>();
  readonly #cables = new Map<string, number>();

  /** The first counter slot of what the command makes, changes or removes, or NO_SUBJECT. */
  of(command: Command): number {
    switch (command.type) {
      case 'cable':
        this.#cables.set(command.id, command.slot);
        return command.slot;
      case 'condition':
        return this.#cables.get(command.id) ?? NO_SUBJECT;
      case 'uncable':
        return taken(this.#cables, command.id);
      case 'remove':
        return taken(this.#devices, command.id);
      case 'view':
      case 'script':
      case 'stop':
        return NO_SUBJECT;
      default:
        if ('slot' in command) this.#devices.set(command.id, command.slot);
        return this.#devices.get(command.id) ?? NO_SUBJECT;
    }
  }
}

function taken(slots: Map<string, number>, id: string): number {
  const slot = slots.get(id) ?? NO_SUBJECT;
  slots.delete(id);
  return slot;
}
