/**
 * What a User-Mode Linux kernel says of itself: `--help` lists the options that were compiled in, and
 * `--showconfig` prints the configuration that it was built from, where it keeps it.
 */

/** What a kernel can do that Vdelab makes use of. */
export interface UmlAbilities {
  /** Cards named eth, which may or may not reach a VDE; cards of the vector driver. */
  readonly ethernet: boolean;
  readonly vector: boolean;
  /** Disks, with copy-on-write files. */
  readonly ubd: boolean;
  readonly initrd: boolean;
  /** Files of this computer can be mounted in the guest. */
  readonly hostfs: boolean;
  /** The management console. */
  readonly mconsole: boolean;
  /** SysRq commands by the management console. */
  readonly sysrq: boolean;
  /** Serial lines beside the consoles. */
  readonly serial: boolean;
  /** Loads modules. */
  readonly modules: boolean;
  /** Whether the Ethernet driver was built with VDE; null where the kernel does not tell. */
  readonly ethernetVde: boolean | null;
}

/** The options of `--help`: each stands at the start of a line, its description below it is indented. */
function optionsOfHelp(help: string): ReadonlySet<string> {
  const options = help
    .split('\n')
    .map((line) => /^(?:--)?([A-Za-z][A-Za-z0-9_.-]*)(?=[[<=:]|$)/.exec(line)?.[1])
    .filter((word) => word !== undefined);
  return new Set(options);
}

/** The version in the first line of `--help`; empty if there is none. */
export function versionOfHelp(help: string): string {
  return /^User Mode Linux v(\d+\.\d+\S*)/.exec(help)?.[1] ?? '';
}

/** The settings of `--showconfig` that are on; null if it printed no configuration. */
function settingsOfConfig(config: string): ReadonlySet<string> | null {
  if (!config.includes('CONFIG_UML=y')) return null;
  const lines = config.split('\n');
  return new Set(
    lines.map((line) => /^CONFIG_(\w+)=[ym]$/.exec(line)?.[1]).filter((name) => name !== undefined),
  );
}

/** What follows from both. What a kernel without a configuration does not say, it is trusted to have. */
export function abilitiesOf(help: string, config: string): UmlAbilities {
  const options = optionsOfHelp(help);
  const settings = settingsOfConfig(config);
  const has = (setting: string) => settings?.has(setting) ?? true;
  return {
    ethernet: options.has('eth'),
    vector: options.has('vec'),
    ubd: options.has('ubd'),
    initrd: options.has('initrd') && has('BLK_DEV_INITRD'),
    hostfs: options.has('hostfs') && has('HOSTFS'),
    mconsole: options.has('mconsole'),
    sysrq: options.has('mconsole') && has('MAGIC_SYSRQ'),
    serial: options.has('ssl'),
    modules: has('MODULES'),
    ethernetVde: settings === null ? null : settings.has('UML_NET_VDE'),
  };
}
