/** User-Mode Linux machines of an exported script: their kernel is asked how it wants its cards spelled. */
import type { UmlNode } from '../../../shared/document/topology';
import { isPathForUml } from '../../../shared/kinds/uml';
import { type Drawing, type Joint, startClient } from '../../export/script/script-network';
import { fileLines, lackLine, type ScriptPart } from '../../export/script/script-part';
import { commandLine, comment, LAB_FOLDER, NOTES, variable } from '../../export/script/shell-words';
import { UML_PROGRAM, umlArguments } from './uml-args';

const UML_FUNCTIONS = `# look_at_kernel KERNEL: finds its version, and in which of three ways it names its cards, see uml_card.
look_at_kernel() {
  kernel=$(command -v "$1")
  help=$("$kernel" --help </dev/null 2>/dev/null || :)
  config=$("$kernel" --showconfig </dev/null 2>/dev/null || :)
  version=$(say "$help" | sed -n '1s/^User Mode Linux v\\([0-9][^ ]*\\).*/\\1/p')
  ethernet=no
  if say "$help" | grep -Eq '^(--)?eth([[<=:]|$)'; then
    case $config in
      *CONFIG_UML_NET_VDE=y*) ethernet=yes ;;
      *CONFIG_UML=y*) ;;
      *) if grep -aq 'UML vde_transport' "$kernel"; then ethernet=yes; fi ;;
    esac
  fi
  dialect=none
  if [ "$ethernet" = yes ]; then
    dialect=path
    if grep -aq libvdeplug_ "$kernel"; then dialect=locator; fi
  elif say "$help" | grep -Eq '^(--)?vec([[<=:]|$)' && grep -aq vde_plug "$kernel"; then
    dialect=vector
  fi
}

# uml_card NUMBER DIRECTORY MAC PORT: up to Linux 6.15 eth0=vde,..., from 6.16 vec0:transport=vde,...
uml_card() {
  port=\${4:+[$4]}
  case $dialect in
    path) say "eth$1=vde,$2,$3\${4:+,$4}" ;;
    locator) say "eth$1=vde,vde://$2$port,$3" ;;
    vector) say "vec$1:transport=vde,vnl=vde://$2$port,mac=$3" ;;
    none) fail "$(cat "$notes/name") did not start: its kernel $kernel was built without VDE." ;;
  esac
}

# uml_modules FOLDER: the folder that goes to /lib/modules of the guest.
uml_modules() {
  chosen=\${1%/}
  if [ -d "$chosen/$version" ]; then
    say "$chosen"
  elif [ "\${chosen##*/}" = "$version" ]; then
    dirname "$chosen"
  else
    fail "$(cat "$notes/name") did not start: there are no modules of Linux $version in $1."
  fi
}

# memory_folder MEBIBYTES: where the kernel keeps the memory of its guest, in a file that must be executable. In
# containers /dev/shm is often small or mounted noexec.
memory_folder() {
  for memory in "\${TMPDIR:-/dev/shm}" /dev/shm /tmp /var/tmp; do
    [ -d "$memory" ] && [ -w "$memory" ] || continue
    case ",$(findmnt -no OPTIONS -T "$memory" 2>/dev/null)," in *,noexec,*) continue ;; esac
    if [ "$(df -Pm "$memory" | awk 'NR == 2 {print $4}')" -ge "$1" ]; then return 0; fi
  done
  fail "$(cat "$notes/name") did not start: no folder here has room for its $1 MiB of memory." \\
    'Free some room in /tmp, or set TMPDIR to a folder that has room and is not mounted noexec.'
}

uml_is_up() {
  [ -S "$notes/uml/mconsole" ]
}

# uml_joined NUMBER DIRECTORY...: see joined. A card called vec joins when its guest sets it up, and not before.
uml_joined() {
  [ "$dialect" = vector ] || joined "$@"
}`;

function ownDisk({ access, rootfs }: UmlNode): string {
  if (rootfs === '') return '';
  const own = '; what it writes to a file of its own goes with the script';
  return access === 'direct' ? '; it writes to its image' : own;
}

function root({ rootfs, access }: UmlNode): string[] {
  if (rootfs === '') return [];
  return [access === 'direct' ? `ubd0d=${rootfs}` : `ubd0=${NOTES}/cow,${rootfs}`];
}

/** A directory that can stand in an option of the kernel: that of a link where its own cannot. */
function spoken({ directory }: Joint, index: number): { path: string; lines: string[] } {
  if (directory.startsWith(LAB_FOLDER) || /^[A-Za-z0-9_./-]+$/.test(directory)) {
    return { path: directory, lines: [] };
  }
  const path = `${NOTES}/switch${index}`;
  return { path, lines: [commandLine('ln', '-s', directory, path)] };
}

function cards(drawing: Drawing, node: UmlNode) {
  const found = node.cards.flatMap(({ mac }, index) => {
    const joint = drawing.jointOf(node.id, index);
    if (joint === null) return [];
    const { path, lines } = spoken(joint, index);
    const port = joint.port === null ? '' : String(joint.port);
    const name = `card${index}`;
    const ask = commandLine('uml_card', String(index), path, mac, port);
    return [{ joint, word: variable(name), lines: [...lines, `${name}=$(${ask})`] }];
  });
  return {
    joints: found.map(({ joint }) => joint),
    words: found.map(({ word }) => word),
    lines: found.flatMap(({ lines }) => lines),
  };
}

function umlLines(drawing: Drawing, node: UmlNode): string[] {
  const odd = [node.rootfs, node.initrd, node.modules].find((path) => !isPathForUml(path));
  const heading = comment(`User-Mode Linux machine ${node.name}${ownDisk(node)}`);
  if (odd !== undefined) {
    const why = `${node.name} did not start: its kernel cannot take the path ${odd}.`;
    return [heading, commandLine('fail', why)];
  }
  const kernel = node.kernel === '' ? UML_PROGRAM : node.kernel;
  const { joints, words, lines } = cards(drawing, node);
  const modules =
    node.modules === '' ? [] : [`modules=$(${commandLine('uml_modules', node.modules)})`];
  const command = [
    ...['env', `TMPDIR=${variable('memory')}`],
    ...[kernel, ...root(node), `mem=${node.memory}M`],
    ...(node.initrd === '' ? [] : [`initrd=${node.initrd}`]),
    ...words,
    ...['umid=uml', `uml_dir=${NOTES}/`, 'con0=fd:0,fd:1', 'con=null', 'ssl=null'],
    ...umlArguments(node.append, node.modules === '' ? '' : variable('modules')),
  ];
  return [
    heading,
    ...(node.cpuLimit === 0 ? [] : [comment('(the limit of its processor time is left out)')]),
    commandLine('new_part', `m-${node.id}`, node.name),
    commandLine('look_at_kernel', kernel),
    commandLine('memory_folder', String(node.memory)),
    ...modules,
    ...lines,
    ...startClient(joints, `in_terminal ${commandLine(node.name, ...command)}`, 'uml_joined'),
    'wait_for uml_is_up',
  ];
}

function umlFiles(node: UmlNode): string[] {
  const isBare = node.rootfs === '' && node.initrd === '';
  return [
    ...(isBare ? [lackLine(node, 'it has neither a root file system nor an initrd')] : []),
    ...fileLines(node, [
      ['root file system', node.rootfs],
      ['initrd', node.initrd],
      ['folder of modules', node.modules],
    ]),
  ];
}

export const umlExport: ScriptPart<UmlNode> = {
  needs: ({ kernel }) => [
    kernel === ''
      ? { program: UML_PROGRAM, package: 'user-mode-linux' }
      : { program: kernel, package: '' },
  ],
  lookups: umlFiles,
  hasTerminal: true,
  functions: UML_FUNCTIONS,
  lines: umlLines,
};
