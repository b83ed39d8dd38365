/**
 * What is to exist in the data plane, as the main thread ordered it: told as a whole to a thread that
 * takes another's place.
 */
import type { CableCommand, Command, DeviceCommand } from '../shared/protocol';

type SizeCommand = Extract<Command, { type: 'resize' }>;

export class WantedPlane {
  readonly devices = new Map<string, DeviceCommand>();
  readonly cables = new Map<string, CableCommand>();
  readonly reserved = new Map<string, readonly number[]>();
  readonly startedConsoles = new Set<string>();
  readonly sizes = new Map<string, SizeCommand>();
  viewed: readonly string[] = [];

  /** Forgets a device and what was ordered for it; cables stay, and hang loose. */
  forget(device: string): void {
    this.devices.delete(device);
    this.reserved.delete(device);
    this.startedConsoles.delete(device);
    this.sizes.delete(device);
  }

  /** Everything, in an order that works. */
  commands(): Command[] {
    const cables = [...this.cables.values()].filter(
      ({ a, b }) => this.devices.has(a.device) && this.devices.has(b.device),
    );
    const commands: Command[] = [...this.devices.values(), ...cables];
    for (const [id, ports] of this.reserved) commands.push({ type: 'reserve', id, ports });
    for (const id of this.startedConsoles) commands.push({ type: 'start-console', id });
    commands.push(...this.sizes.values(), { type: 'view', switches: this.viewed });
    return commands;
  }
}
