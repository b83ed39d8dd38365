/** How the disk on which a file lies is mounted. */

/** The mount options of the file system that holds a path, from the text of /proc/self/mountinfo. Pure. */
export function mountOptions(mountinfo: string, path: string): readonly string[] {
  let longest = -1;
  let options: string[] = [];
  for (const line of mountinfo.split('\n')) {
    // proc(5): number, parent, device, root, mount point, options, ...; blanks stand as \040.
    const fields = line.split(' ');
    const point = fields[4]?.replace(/\\(\d{3})/g, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    if (point === undefined || point.length < longest) continue;
    const isAbove = point === '/' || path === point || path.startsWith(`${point}/`);
    if (!isAbove) continue;
    longest = point.length;
    options = fields[5]?.split(',') ?? [];
  }
  return options;
}
