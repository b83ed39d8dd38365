/** What a device finds of itself among the descriptors that a former worker left. */
import type { DescriptorRecord } from '../shared/descriptors';
import type { AdoptedPlace } from './switch-device';

export interface Adopted {
  /** The device's folders, listeners and clients. */
  readonly place: AdoptedPlace;
  /** The descriptor of the device's tap, or null. */
  readonly tap: number | null;
}

/** What was left, by device, so that each of thousands finds its own at once. */
export class LeftDescriptors {
  readonly #byDevice = new Map<string, DescriptorRecord[]>();

  constructor(left: readonly DescriptorRecord[]) {
    for (const record of left) {
      if (!('device' in record)) continue;
      const known = this.#byDevice.get(record.device);
      if (known === undefined) this.#byDevice.set(record.device, [record]);
      else known.push(record);
    }
  }

  /**
   * What was left of a device, once: by the time that the device is removed and made again, these
   * descriptors are closed, and their numbers may be those of other files.
   */
  take(device: string): Adopted {
    const own = this.#byDevice.get(device) ?? [];
    this.#byDevice.delete(device);
    return { place: placeOf(own), tap: own.find(({ role }) => role === 'tap')?.fd ?? null };
  }
}

function placeOf(own: readonly DescriptorRecord[]): AdoptedPlace {
  const folder = (holds: string) => own.find((r) => r.role === 'folder' && r.holds === holds)?.fd;
  return {
    listener: withFolder(
      own.find((r) => r.role === 'listener'),
      folder('clients'),
    ),
    former: own.filter((r) => r.role === 'former'),
    management: withFolder(
      own.find((r) => r.role === 'management'),
      folder('management'),
    ),
    endpoints: own.filter((r) => r.role === 'endpoint'),
  };
}

/** The folder was opened before the listener, and told of before it. */
function withFolder<T extends { readonly fd: number }>(listener: T | undefined, folder?: number) {
  return listener === undefined || folder === undefined ? null : { ...listener, folder };
}
