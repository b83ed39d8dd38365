/** VirtualBox machines of an exported script: left out, and said so. */
import type { VboxNode } from '../../../shared/document/topology';
import type { ScriptPart } from '../../export/script/script-part';
import { commandLine, comment } from '../../export/script/shell-words';

function vboxLines({ name, machineName, machine, cards }: VboxNode): string[] {
  const adapters = cards.map(({ adapter }) => adapter).join(', ');
  return [
    comment(`Left out: the VirtualBox machine ${name}, which is "${machineName}" (${machine}).`),
    comment(
      `Its adapters ${adapters || '(none)'} want the generic driver VDE, with network= set to`,
    ),
    comment('the directory of a switch above. They would have to be put back afterwards.'),
    `${commandLine('tell', `${name} is left out: this script does not start VirtualBox machines.`)} >&2`,
  ];
}

export const vboxExport: ScriptPart<VboxNode> = {
  needs: () => [],
  isStarted: false,
  lines: (_, node) => vboxLines(node),
};
