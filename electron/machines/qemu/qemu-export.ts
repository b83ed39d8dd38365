/** QEMU machines of an exported script: the app's own command line, with the consoles in a terminal. */

import type { QemuNode } from '../../../shared/document/topology';
import { busesOf, printsOn } from '../../../shared/kinds/qemu';
import { architectureTraits } from '../../../shared/kinds/qemu-architectures';
import { type Drawing, locatorOf, startClient } from '../../export/script/script-network';
import { fileLines, lackLine, type ScriptPart } from '../../export/script/script-part';
import { commandLine, comment, variable, variableText } from '../../export/script/shell-words';
import { kernelArgs, SANDBOX } from './qemu-args';
import { cdromArgs, controllerArgs, driveArgs, escapeCommas } from './qemu-disks';
import {
  boardArgs,
  type Firmware,
  findFirmware,
  graphicsArgs,
  processorArgs,
  programOf,
} from './qemu-machine';

/** How long the guest that proves KVM may take, as in kvm-probe.ts, whose boot sector this is. */
const QEMU_FUNCTIONS = `# Whether KVM works, proved by a guest: /dev/kvm may be there and hang or fail all the same. The guest is one boot
# sector that ends QEMU with an exit status that nothing else produces.
kvm=
prove_kvm() {
  if [ -z "$kvm" ]; then
    kvm=no
    if [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
      printf '\\260\\052\\346\\364\\364\\353\\375' >"$lab/sector"
      dd if=/dev/zero bs=503 count=1 2>/dev/null >>"$lab/sector"
      printf '\\125\\252' >>"$lab/sector"
      code=0
      timeout 2 qemu-system-x86_64 -accel kvm -cpu host -m 16M -nodefaults -display none -no-reboot \\
        -drive "file=$lab/sector,format=raw,if=floppy,readonly=on" -device isa-debug-exit,iobase=0xf4,iosize=1 \\
        <&3 >"$lab/kvm" 2>&1 || code=$?
      [ "$code" -ne 85 ] || kvm=yes
    fi
  fi
  [ "$kvm" = yes ]
}

# accelerate WISH PROCESSOR WORDS-FOR-TCG...: sets what a machine runs on.
accelerate() {
  wish=$1
  case "$(uname -m) $2" in "x86_64 x86_64" | "x86_64 i386" | "aarch64 aarch64") own=yes ;; *) own=no ;; esac
  shift 2
  if [ "$wish" != tcg ] && [ "$own" = yes ] && prove_kvm; then
    accelerator='-enable-kvm -cpu host'
    return
  fi
  [ "$wish" != kvm ] || fail "$(cat "$notes/name") did not start: it asks for KVM, which does not work here."
  [ "$wish" = tcg ] || tell "$(cat "$notes/name") runs without KVM, which does not work here, and so more slowly."
  accelerator=$*
}

# sandboxed PROGRAM: sets QEMU's own sandbox, where it was built with one.
sandboxed() {
  sandbox='${SANDBOX.join(' ')}'
  "$1" $sandbox -version <&3 >/dev/null 2>&1 || sandbox=
}

# Sets where the screen of a machine is: a window, or a socket for a VNC viewer.
screened() {
  screen=
  [ -n "\${DISPLAY:-}\${WAYLAND_DISPLAY:-}" ] || screen="-display none -vnc unix:$notes/screen"
}

format_of() {
  qemu-img info -U "$1" 2>/dev/null | sed -n 's/^file format: //p' | head -n 1 | grep . || echo raw
}

# Its processors are there, and so its machine is made.
qemu_is_up() {
  [ -s "$notes/pid" ] && grep -qs '^CPU ' "/proc/$(cat "$notes/pid")"/task/*/comm
}`;

function card(drawing: Drawing, node: QemuNode, index: number): string[] {
  const { model, mac } = node.cards[index]!;
  const joint = drawing.jointOf(node.id, index);
  if (joint === null) return ['-device', `${model},mac=${mac}`];
  const port = joint.port === null ? '' : `,port=${joint.port}`;
  const sock = escapeCommas(locatorOf({ ...joint, port: null }));
  return [
    ...['-device', `${model},netdev=vde${index},mac=${mac}`],
    ...['-netdev', `vde,id=vde${index},sock=${sock}${port}`],
  ];
}

/** The settings are forgotten, because a script has no place to keep them. */
function uefi(firmware: Firmware | null): string[] {
  if (firmware === null) return [];
  const flash = (unit: number, more: string, file: string) => [
    '-drive',
    `if=pflash,unit=${unit},format=raw,${more},file=${escapeCommas(file)}`,
  ];
  return [
    ...flash(0, 'readonly=on', firmware.code),
    ...flash(1, 'snapshot=on', firmware.variables),
  ];
}

const formatName = (index: number) => `format${index}`;

function disks(node: QemuNode): string[] {
  return busesOf(node).flatMap((bus, index) => {
    const { image, access } = node.disks[index]!;
    const file = `file=${escapeCommas(image)},format=${variable(formatName(index))}`;
    return driveArgs(bus, `${file}${access === 'direct' ? '' : ',snapshot=on'}`, `disk${index}`);
  });
}

/** Whether all that is to be seen of it is on its serial line. */
function hasTextConsole({ display, kernel, append, architecture }: QemuNode): boolean {
  const { serialPort } = architectureTraits[architecture];
  return display === 'none' || (kernel !== '' && printsOn(append, serialPort));
}

function screen(node: QemuNode): string[] {
  const { architecture, display } = node;
  const graphics = display === 'none' ? [] : graphicsArgs(architecture, display);
  const shown = hasTextConsole(node) ? ['-display', 'none'] : [variableText('screen')];
  return [...graphics, ...shown];
}

/** What the script says of a machine beside its command. */
function remarks(node: QemuNode): string[] {
  const kept = node.disks.some(({ access }) => access === 'overlay');
  return [
    `QEMU machine ${node.name}`,
    ...(kept ? ['(what it writes to disks with snapshot=on goes with the script)'] : []),
    ...(node.firmware === 'uefi' ? ['(the settings of its UEFI go with the script)'] : []),
    ...(node.cpuLimit === 0 ? [] : ['(the limit of its processor time is left out)']),
    '(in its terminal, Ctrl-A C leads to its monitor and back)',
  ].map(comment);
}

/** QEMU takes what stands before a colon for a protocol: a drawing names files alone. */
const fileAt = (path: string) => (/^[^/]*:/.test(path) ? `./${path}` : path);

function withFilesAlone(node: QemuNode): QemuNode {
  const disks = node.disks.map((disk) => ({ ...disk, image: fileAt(disk.image) }));
  return { ...node, cdrom: fileAt(node.cdrom), disks };
}

/** What is found out when the script runs. A machine with arguments of its own or a window has no sandbox. */
function preparation(node: QemuNode): string[] {
  const { accel, architecture } = node;
  const hasScreen = !hasTextConsole(node);
  const windowed = `[ -n "$screen" ] || sandbox=`;
  return [
    commandLine('accelerate', accel, architecture, ...processorArgs(architecture, 'tcg')),
    ...(hasScreen ? ['screened'] : []),
    ...(node.arguments.length > 0 ? [] : [commandLine('sandboxed', programOf(architecture))]),
    ...(node.arguments.length === 0 && hasScreen ? [windowed] : []),
    ...node.disks.map(
      ({ image }, index) => `${formatName(index)}=$(${commandLine('format_of', image)})`,
    ),
  ];
}

function qemuLines(drawing: Drawing, drawn: QemuNode): string[] {
  const node = withFilesAlone(drawn);
  const command = [
    programOf(node.architecture),
    ...(node.arguments.length > 0 ? [] : [variableText('sandbox')]),
    ...['-name', `guest=${escapeCommas(node.name)},debug-threads=on`],
    ...boardArgs(node.architecture),
    variableText('accelerator'),
    ...['-smp', String(node.cpus), '-m', `${node.memory}M`],
    ...uefi(node.firmware === 'uefi' ? findFirmware(node.architecture) : null),
    ...controllerArgs(node),
    ...cdromArgs(node),
    ...kernelArgs(node),
    ...disks(node),
    ...node.cards.flatMap((_, index) => card(drawing, node, index)),
    ...['-nodefaults', '-serial', 'mon:stdio'],
    ...screen(node),
    ...node.arguments,
  ];
  const joints = node.cards.map((_, index) => drawing.jointOf(node.id, index));
  return [
    ...remarks(node),
    commandLine('new_part', `m-${node.id}`, node.name),
    ...preparation(node),
    ...startClient(joints, `in_terminal ${commandLine(node.name, ...command)}`),
    'wait_for qemu_is_up',
  ];
}

function qemuFiles(node: QemuNode): string[] {
  const files: [what: string, path: string][] = [
    ['CD image', node.cdrom],
    ['kernel', node.kernel],
    ['initrd', node.kernel === '' ? '' : node.initrd],
    ...node.disks.map(({ image }): [string, string] => ['disk image', image]),
  ];
  const isBare = files.every(([, path]) => path === '') && node.arguments.length === 0;
  const lacksFirmware = node.firmware === 'uefi' && findFirmware(node.architecture) === null;
  return [
    ...(isBare && node.firmware === 'bios' ? [lackLine(node, 'it has nothing to boot from')] : []),
    ...(lacksFirmware ? [lackLine(node, 'no UEFI firmware for it was found')] : []),
    ...fileLines(node, files),
  ];
}

export const qemuExport: ScriptPart<QemuNode> = {
  needs: ({ architecture, disks }) => [
    { program: programOf(architecture), package: architectureTraits[architecture].debianPackage },
    ...(disks.length === 0 ? [] : [{ program: 'qemu-img', package: 'qemu-utils' }]),
  ],
  lookups: qemuFiles,
  hasTerminal: true,
  functions: QEMU_FUNCTIONS,
  lines: qemuLines,
};
