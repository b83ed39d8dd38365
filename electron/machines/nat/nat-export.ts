/** Internet access of an exported script. */
import { natLocator } from '../../../shared/document/nat-locator';
import type { NatNode } from '../../../shared/document/topology';
import { plugLines } from '../../export/script/script-network';
import { type ScriptPart, VDE_PLUG } from '../../export/script/script-part';
import { commandLine, comment } from '../../export/script/shell-words';

export const natExport: ScriptPart<NatNode> = {
  needs: () => [VDE_PLUG],
  lookups: ({ name, forwards }) =>
    forwards.map(({ protocol, hostAddress, hostPort }) =>
      commandLine('need_port', protocol, hostAddress, String(hostPort), name),
    ),
  lines: (drawing, node) => [
    comment(`Internet access ${node.name}`),
    ...plugLines(drawing, node, natLocator(node)),
  ],
};
