/** Built-in PCs of an exported script: there they are shells of this computer, as namespace hosts are. */
import type { PcNode } from '../../../shared/document/topology';
import { parseLine } from '../../engine/pc/shell/command-line';
import type { Drawing } from '../../export/script/script-network';
import type { ScriptPart } from '../../export/script/script-part';
import { commandLine, comment, variable } from '../../export/script/shell-words';
import { NAMESPACE_FUNCTIONS, namespaceLines, namespaceNeeds } from '../host/namespace-export';

/**
 * The steps of a startup command of a built-in PC, each as words that a real system understands as well, or
 * null. Only what sets the network up: what the PC does inside the app must not run programs here.
 */
function setupSteps(command: string): (readonly string[] | null)[] {
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

function pcLines(drawing: Drawing, node: PcNode, hostname: string): string[] {
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

export const pcExport: ScriptPart<PcNode> = {
  needs: ({ setup }) => {
    const usesSysctl = setup.flatMap(setupSteps).some((words) => words?.[0] === 'sysctl');
    return [...namespaceNeeds, ...(usesSysctl ? [{ program: 'sysctl', package: 'procps' }] : [])];
  },
  needsTun: true,
  hasTerminal: true,
  functions: NAMESPACE_FUNCTIONS,
  lines: pcLines,
};
