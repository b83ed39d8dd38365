/** A colour of the drawing in a form. */
import type { TopologyNode } from '../../../../shared/document/topology';
import { ColourSwatches } from '../../../ui/colour-swatches';
import { setField } from './node-edits';

export function ColourField({ node, label }: { node: TopologyNode; label: string }) {
  if (!('colour' in node)) return null;
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <ColourSwatches
        value={node.colour}
        choose={(colour) => setField(node.id, 'colour', colour, label)}
      />
    </div>
  );
}
