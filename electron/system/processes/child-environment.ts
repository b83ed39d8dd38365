/** The environment that child programs get: the user's own, without what is meant for this app alone. */

/** Variables that children must not inherit, each with the reason. */
const denied: Readonly<Record<string, string>> = {
  LD_PRELOAD: 'would load foreign code into QEMU, and UML cannot start with it',
  LD_LIBRARY_PATH:
    'AppImages point it at their own libraries, which do not fit the system programs',
  LD_AUDIT: 'loads code into every dynamically linked program, as LD_PRELOAD does',
  NODE_OPTIONS: 'belongs to this process; a debugger port, for one, cannot be opened twice',
  NODE_CHANNEL_FD: 'names a descriptor that the child does not have',
  NODE_CHANNEL_SERIALIZATION_MODE: 'goes with NODE_CHANNEL_FD',
  ELECTRON_RUN_AS_NODE: 'would turn an Electron program that a guest tool starts into a bare Node',
  ELECTRON_NO_ATTACH_CONSOLE: 'belongs to the desktop shell',
  CHROME_DESKTOP: 'names the desktop entry of this app, not of its children',
};

/** Marks every child with the instance that started it, see {@link environmentFor}. */
export const INSTANCE_VARIABLE = 'VDELAB_INSTANCE';

/** Tells the children of an instance apart. */
export const CHILD_VARIABLE = 'VDELAB_CHILD';

/**
 * The environment for a child of an instance. The marker lets the next start find children that were
 * started in the very moment in which the app was killed, before they were written to the journal.
 */
export function environmentFor(
  instance: string,
  extra: Readonly<Record<string, string>> = {},
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return { ...cleanEnvironment(inherited), ...extra, [INSTANCE_VARIABLE]: instance };
}

/** The inherited environment without the denied variables. */
export function cleanEnvironment(
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !Object.hasOwn(denied, name)) kept[name] = value;
  }
  return kept;
}
