/** What keeps User-Mode Linux machines from doing what their drawing promises. */

import type { UmlNode } from '../document/topology';
import type { Finding } from '../failure/finding';

/**
 * In MiB. While it tests its ciphers at boot, Linux 6.1 has as many threads as 64 MiB allow: in one of ten boots
 * the first process could not fork. With 96 MiB it always could.
 */
const ENOUGH_MEMORY = 96;

/** The findings that concern one machine by itself. */
export function umlFindings(node: UmlNode): Finding[] {
  const findings = spellingFindings(node);
  if (node.memory < ENOUGH_MEMORY) {
    findings.push({
      severity: 'warning',
      record: node.id,
      field: 'memory',
      message: `${node.name} has ${node.memory} MiB of memory, with which some kernels cannot start their first programs.`,
      next: 'Give it 128 MiB.',
      remedy: { do: 'set-memory', mebibytes: 128 },
    });
  }
  if (node.rootfs === '' && node.initrd === '') {
    findings.push({
      severity: 'warning',
      record: node.id,
      field: 'rootfs',
      message: `${node.name} has nothing to boot from.`,
      next: `Choose a root file system image or an initrd in the inspector of ${node.name}.`,
    });
  }
  return findings;
}

/** What keeps a path from being one word of a UML kernel's command line, in words. */
export const UNUSABLE_IN_UML = 'a blank, comma, colon, quotation mark or a letter like à';

/**
 * Whether UML can take the path in an option: it splits at commas, colons and blanks, unescapably, and a quote
 * would take in the options behind it. To the kernel the byte 0xa0, which is a part of letters such as à, is a
 * blank too: what follows would be an option of its own.
 */
export function isPathForUml(path: string): boolean {
  return !/[\s,:"]/.test(path) && !new TextEncoder().encode(path).includes(0xa0);
}

function spellingFindings(node: UmlNode): Finding[] {
  const paths = [
    { field: 'rootfs', path: node.rootfs },
    { field: 'initrd', path: node.initrd },
    { field: 'modules', path: node.modules },
  ];
  return paths
    .filter(({ path }) => !isPathForUml(path))
    .map(({ field, path }) => ({
      severity: 'error',
      record: node.id,
      field,
      message: `User-Mode Linux cannot use a path with ${UNUSABLE_IN_UML}, as ${node.name} has: ${path}`,
      next: 'Rename the file or move it, and choose it again.',
    }));
}
