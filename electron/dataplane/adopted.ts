/** What a device finds of itself among the descriptors that a former worker left. */
import type { DescriptorRecord } from './descriptors';
import type { AdoptedPlace } from './switch-device';

export type AdoptedRecords = ReadonlyMap<string, readonly DescriptorRecord[]>;

/** What was left, by device, so that each of thousands finds its own at once. */
export function byDevice(left: readonly DescriptorRecord[]): AdoptedRecords {
  const all = new Map<string, DescriptorRecord[]>();
  for (const record of left) {
    if (!('device' in record)) continue;
    const known = all.get(record.device);
    if (known === undefined) all.set(record.device, [record]);
    else known.push(record);
  }
  return all;
}

/** The descriptor of the device's tap, or null. */
export function adoptedTap(left: AdoptedRecords, device: string): number | null {
  return left.get(device)?.find(({ role }) => role === 'tap')?.fd ?? null;
}

/** The device's folders, listeners and clients. */
export function adoptedPlace(left: AdoptedRecords, device: string): AdoptedPlace {
  const own = left.get(device) ?? [];
  const folder = (holds: string) => own.find((r) => r.role === 'folder' && r.holds === holds)?.fd;
  return {
    listener: withFolder(
      own.find((r) => r.role === 'listener'),
      folder('clients'),
    ),
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
