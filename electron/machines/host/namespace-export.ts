/**
 * Shells of this computer in networks of their own, as an exported script starts them for namespace hosts and
 * built-in PCs. Both are set up by the file that sets up the app's namespace hosts, see host-args.ts.
 */
import type { HostNode, PcNode } from '../../../shared/document/topology';
import { type Drawing, locatorOf, startClient } from '../../export/script/script-network';
import { IP, type Need } from '../../export/script/script-part';
import {
  commandLine,
  LAB_FOLDER,
  NOTES,
  variable,
  writtenFile,
} from '../../export/script/shell-words';
import { HOST_INIT, hasText, hostFiles } from './host-args';

export const namespaceNeeds: readonly Need[] = [
  { program: 'vdens', package: 'vdens' },
  IP,
  { program: 'unshare', package: 'util-linux' },
  { program: 'hostname', package: 'hostname' },
];

export const NAMESPACE_FUNCTIONS = `# What sets a host up and runs its script and its program.
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

export interface NamespaceParts {
  readonly node: PcNode | HostNode;
  readonly hostname: string;
  readonly script: readonly string[];
  readonly resolvConf: string;
  readonly program: readonly string[];
}

function vdensText(drawing: Drawing, parts: NamespaceParts): string[] {
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

export function namespaceLines(drawing: Drawing, parts: NamespaceParts): string[] {
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
