/**
 * Built-in PCs and namespace hosts of an exported script: shells of this computer in networks of their own.
 * Both are set up by the file that sets up the app's namespace hosts, see host-args.ts.
 */
import type { HostNode, PcNode } from '../../shared/document/topology';
import { parseLine } from '../engine/pc/shell/command-line';
import { HOST_INIT, hasText, hostFiles } from '../machines/host/host-args';
import { type Drawing, locatorOf, startClient } from './script-network';
import { commandLine, comment, LAB_FOLDER, NOTES, variable, writtenFile } from './shell-words';

export const HOST_FUNCTIONS = `# What sets a host up and runs its script and its program.
cat >"$lab/init" <<'END_OF_INIT'
${HOST_INIT}END_OF_INIT

# The shell of PCs, and of hosts without a program; its prompt ends as usual.
shell=\${SHELL:-/bin/sh}
case $shell in */nologin | */false) shell=/bin/sh ;; esac
[ -x "$shell" ] || shell=/bin/sh
sign='$'
[ "$(id -u)" -ne 0 ] || sign='#'
home=\${HOME:-/}
[ -d "$home" ] || home=/

host_is_up() {
  [ -s "$notes/${hostFiles.up}" ]
}`;

/**
 * The steps of a startup command of a built-in PC, each as words that a real system understands as well, or
 * null. Only what sets the network up: what the PC does inside the app must not run programs here.
 */
export function setupSteps(command: string): (readonly string[] | null)[] {
  const parsed = parseLine(command);
  if (!parsed.ok) return [null];
  return parsed.steps.map(({ words }) => (isNetworkSetup(words) ? words : null));
}

function isNetworkSetup([program, ...rest]: readonly string[]): boolean {
  const [subject = ''] = rest;
  if (program === 'ip') return /^(a|addr|address|r|route|l|link|n|neigh)$/.test(subject);
  if (program === 'hostname') return rest.length === 1 && /^[A-Za-z0-9.-]{1,63}$/.test(subject);
  const setting = subject === '-w' ? rest[1] : subject;
  const isSetting = rest.length === (subject === '-w' ? 2 : 1);
  return program === 'sysctl' && isSetting && /^net\.[a-z0-9_.]+=\d+$/.test(setting ?? '');
}

/** The startup script that does the same as a PC's startup commands, and ends with 1 if one of them failed. */
function pcScript(node: PcNode): string[] {
  const steps = node.setup.flatMap((command) =>
    setupSteps(command).map((words) => ({ command, words })),
  );
  if (steps.length === 0) return [];
  const lines = steps.map(({ command, words }) =>
    words === null
      ? comment(`left out, since it is a command of built-in PCs: ${command}`)
      : `${commandLine(...words)} || status=1`,
  );
  return ['status=0', ...lines, 'exit "$status"'];
}

interface HostParts {
  readonly node: PcNode | HostNode;
  readonly hostname: string;
  readonly script: readonly string[];
  readonly resolvConf: string;
  readonly program: readonly string[];
}

function vdensText(drawing: Drawing, parts: HostParts): string[] {
  const { node, hostname, script, resolvConf, program } = parts;
  const file = (name: string) => `${NOTES}/${name}`;
  const locators = node.cards.map((_, index) => {
    const joint = drawing.jointOf(node.id, index);
    return joint === null ? 'null://' : locatorOf(joint);
  });
  return [
    ...['env', '-C', variable('home'), `PS1=${hostname}${variable('sign')} `],
    ...[`SHELL=${variable('shell')}`, `HISTFILE=${file('history')}`],
    ...['vdens', '-m', '-i', 'eth', '-s'],
    ...(hasText(resolvConf) ? ['-r', file(hostFiles.resolvConf)] : []),
    ...locators,
    ...['--', 'unshare', '--uts', '/bin/sh', `${LAB_FOLDER}/init`, NOTES, hostname],
    script.length === 0 ? '' : file(hostFiles.script),
    ...node.cards.map(({ mac }) => mac),
    ...['--', ...program],
  ];
}

function namespaceLines(drawing: Drawing, parts: HostParts): string[] {
  const { node, script, resolvConf } = parts;
  const joints = node.cards.map((_, index) => drawing.jointOf(node.id, index));
  const line = `in_terminal ${commandLine(node.name, ...vdensText(drawing, parts))}`;
  return [
    commandLine('new_part', `m-${node.id}`, node.name),
    ...(script.length === 0 ? [] : [writtenFile(`${NOTES}/${hostFiles.script}`, script)]),
    ...(hasText(resolvConf) ? [writtenFile(`${NOTES}/${hostFiles.resolvConf}`, [resolvConf])] : []),
    ...startClient(joints, line),
    'wait_for host_is_up',
  ];
}

export function pcLines(drawing: Drawing, node: PcNode, hostname: string): string[] {
  const program = [variable('shell')];
  const script = pcScript(node);
  return [
    comment(
      `Built-in PC ${node.name}: that program is inside of Vdelab, so here it is a shell in a network of`,
    ),
    comment(
      "its own, with the same addresses and routes. It has this computer's commands and files.",
    ),
    ...namespaceLines(drawing, { node, hostname, script, resolvConf: '', program }),
  ];
}

export function hostLines(drawing: Drawing, node: HostNode, hostname: string): string[] {
  const program = node.command.length === 0 ? [variable('shell')] : node.command;
  const script = hasText(node.script) ? node.script.split('\n') : [];
  const isLimited = node.cpuLimit > 0 || node.memoryLimit > 0;
  return [
    comment(`Namespace host ${node.name}`),
    ...(isLimited ? [comment('(the limits of its processor time and memory are left out)')] : []),
    ...namespaceLines(drawing, {
      ...{ node, hostname, script, program },
      resolvConf: node.resolvConf,
    }),
  ];
}
