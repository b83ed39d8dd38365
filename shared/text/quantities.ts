/** Sizes and times as people read them. Pure. */

const units = ['KiB', 'MiB', 'GiB', 'TiB'];

/** "0 bytes", "12 KiB", "1.5 GiB": three digits at most. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`;
}
