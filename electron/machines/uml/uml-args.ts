/**
 * The command line of a User-Mode Linux machine, as a pure function, in the tutorial's own words:
 * `linux ubd0=cowfile0,ROOT_FS eth0=vde,DIR`. It differs from the tutorial on purpose in this:
 *
 * - the card's directory is its private one, not the switch, so that cables can be moved;
 * - each card has its MAC behind it, so that it stays the same;
 * - the console is the terminal that it runs on (`con0=fd:0,fd:1`) and the others are silent (`con=null`,
 *   `ssl=null`): what they were built with may be a terminal that is started here;
 * - `hostfs=` comes last, so that the guest mounts its modules or nothing of this computer;
 * - `uml_dir` and `umid` keep its management socket in the machine's runtime folder.
 */
import type { UmlNode } from '../../../shared/document/topology';
import type { UmlDialect } from './uml-dialect';

export const UML_PROGRAM = 'linux.uml';

export interface UmlPaths {
  /** VDE directories of the cards' private endpoints, in the order of the cards. */
  readonly cards: readonly string[];
  /** Copy-on-write file for `ubd0`, relative to the working directory. */
  readonly overlay: string;
  readonly runtimeDirectory: string;
  /** Directory that holds the modules of kernels by version; empty for none. */
  readonly modules: string;
}

/** The arguments after the kernel's name. */
export function umlArgs(node: UmlNode, paths: UmlPaths, dialect: UmlDialect): string[] {
  return [
    ...ubd(node, paths.overlay),
    `mem=${node.memory}M`,
    ...(node.initrd === '' ? [] : [`initrd=${node.initrd}`]),
    ...node.cards.map(({ mac }, index) => umlCard(index, paths.cards[index]!, mac, dialect)),
    `umid=${UMID}`,
    `uml_dir=${paths.runtimeDirectory}/`,
    'con0=fd:0,fd:1',
    'con=null',
    'ssl=null',
    ...umlArguments(node.append, paths.modules),
  ];
}

/**
 * Below it nothing can be: with a folder, even an empty one, root in the guest could go up from it
 * (`mount -t hostfs -o ../../etc`).
 */
const NO_FILES = '/dev/null';

/**
 * The words of the drawing, and at last which files of this computer the guest may mount: the modules, or
 * none. Words that name others themselves were agreed to.
 */
export function umlArguments(append: string, modules: string): string[] {
  const words = append.split(/\s+/).filter((word) => word !== '');
  if (words.some((word) => word.startsWith('hostfs='))) return words;
  return [...words, `hostfs=${modules === '' ? NO_FILES : modules}`];
}

/** The disk: an overlay above the image, or the image itself; `d` keeps it from being looked into. */
function ubd({ rootfs, access }: UmlNode, overlay: string): string[] {
  if (rootfs === '') return [];
  return [access === 'direct' ? `ubd0d=${rootfs}` : `ubd0=${overlay},${rootfs}`];
}

const UMID = 'uml';

/** The socket of the machine's management console; it is there once the kernel has come that far. */
export function umlConsolePath(runtimeDirectory: string): string {
  return `${runtimeDirectory}/${UMID}/mconsole`;
}

/** One card: `eth<n>=vde,<socket>,<mac>`, or a vector device with its options by name. */
export function umlCard(
  index: number,
  directory: string,
  mac: string,
  dialect: UmlDialect,
): string {
  switch (dialect) {
    case 'path':
      return `eth${index}=vde,${directory},${mac}`;
    case 'locator':
      return `eth${index}=vde,vde://${directory},${mac}`;
    case 'vector':
      return `vec${index}:transport=vde,vnl=vde://${directory},mac=${mac}`;
  }
}

/** What the card is called on the command line and by the management console. */
export function umlCardName(index: number, dialect: UmlDialect): string {
  return `${dialect === 'vector' ? 'vec' : 'eth'}${index}`;
}
