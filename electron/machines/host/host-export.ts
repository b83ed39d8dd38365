/** Namespace hosts of an exported script. */
import type { HostNode } from '../../../shared/document/topology';
import type { Drawing } from '../../export/script/script-network';
import type { ScriptPart } from '../../export/script/script-part';
import { comment, variable } from '../../export/script/shell-words';
import { hasText } from './host-args';
import { NAMESPACE_FUNCTIONS, namespaceLines, namespaceNeeds } from './namespace-export';

function hostLines(drawing: Drawing, node: HostNode, hostname: string): string[] {
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

export const hostExport: ScriptPart<HostNode> = {
  needs: ({ command: [program] }) => [
    ...namespaceNeeds,
    ...(program === undefined ? [] : [{ program, package: '' }]),
  ],
  needsTun: true,
  hasTerminal: true,
  functions: NAMESPACE_FUNCTIONS,
  lines: hostLines,
};
