/** The asynchronous lines that a session can ask for: their paths, tags and descriptions in vde_switch's order. */

export interface DebugCategory {
  readonly path: string;
  readonly tag: number;
  readonly description: string;
}

export const debugCategories = [
  { path: 'hash/+', tag: 0o011, description: 'hash: new element' },
  { path: 'hash/-', tag: 0o012, description: 'hash: discarded element' },
  { path: 'fstp/status', tag: 0o044, description: 'fstp: status change' },
  { path: 'fstp/root', tag: 0o045, description: 'fstp: rootswitch/port change' },
  { path: 'fstp/+', tag: 0o041, description: 'fstp: port becomes active' },
  { path: 'fstp/-', tag: 0o042, description: 'fstp: port becomes inactive' },
  { path: 'port/+', tag: 0o021, description: 'new port' },
  { path: 'port/-', tag: 0o022, description: 'closed port' },
  { path: 'port/descr', tag: 0o023, description: 'set port description' },
  { path: 'port/ep/+', tag: 0o031, description: 'new endpoint' },
  { path: 'port/ep/-', tag: 0o032, description: 'closed endpoint' },
] as const satisfies readonly DebugCategory[];

export type DebugPath = (typeof debugCategories)[number]['path'];

/** One asynchronous line, as `3031 port/ep/+ Port 01 FD  7`. */
export function debugLine(path: DebugPath, message: string): string {
  const category = debugCategories.find((known) => known.path === path)!;
  return `3${octalTag(category)} ${path} ${message}\n`;
}

/** The tag as it is listed and sent: three octal digits. */
export function octalTag({ tag }: DebugCategory): string {
  return tag.toString(8).padStart(3, '0');
}
