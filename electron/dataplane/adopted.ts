/** What a device finds of itself among the descriptors that a former worker left. */
import type { DescriptorRecord } from './descriptors';
import type { AdoptedPlace } from './switch-device';

/** The descriptor of the device's tap, or null. */
export function adoptedTap(left: readonly DescriptorRecord[], device: string): number | null {
  return left.find((r) => r.role === 'tap' && r.device === device)?.fd ?? null;
}

/** The device's folders, listeners and clients. */
export function adoptedPlace(left: readonly DescriptorRecord[], device: string): AdoptedPlace {
  const own = left.filter((r) => 'device' in r && r.device === device);
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
