/** What keeps User-Mode Linux machines from doing what their drawing promises. */
import type { Finding } from './finding';
import type { UmlNode } from './topology';

/** The findings that concern one machine by itself. */
export function umlFindings(node: UmlNode): Finding[] {
  const findings = spellingFindings(node);
  if (node.rootfs === '' && node.initrd === '') {
    findings.push({
      severity: 'warning',
      record: node.id,
      field: 'rootfs',
      message: `${node.name} has neither a root file system nor an initrd.`,
      mend: 'Choose a root file system image or an initrd for it.',
    });
  }
  return findings;
}

/** UML splits its options at commas, colons and blanks, and knows no way to escape them. */
function spellingFindings(node: UmlNode): Finding[] {
  const paths = [
    { field: 'rootfs', path: node.rootfs },
    { field: 'initrd', path: node.initrd },
    { field: 'modules', path: node.modules },
  ];
  return paths
    .filter(({ path }) => /[\s,:]/.test(path))
    .map(({ field, path }) => ({
      severity: 'error',
      record: node.id,
      field,
      message: `User-Mode Linux cannot use a path with a blank, comma or colon, as ${node.name} has: ${path}`,
      mend: 'Rename the file or move it, and choose it again.',
    }));
}
