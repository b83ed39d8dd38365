/** VDE plugs of an exported script. */
import type { PlugNode } from '../../../shared/document/topology';
import { explicitLocator } from '../../../shared/vde/vnl';
import { plugLines } from '../../export/script/script-network';
import { type ScriptPart, VDE_PLUG } from '../../export/script/script-part';
import { comment } from '../../export/script/shell-words';

export const plugExport: ScriptPart<PlugNode> = {
  needs: () => [VDE_PLUG],
  lines: (drawing, node) => [
    comment(`VDE plug ${node.name}`),
    ...plugLines(drawing, node, explicitLocator(node.locator)),
  ],
};
