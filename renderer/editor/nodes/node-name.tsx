/** A node's name, which becomes a field on F2, and on a double-click where that opens nothing. */

import { useEffect, useRef } from 'react';
import type { DeviceNode, GroupNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { commitRename, useRename } from '../scene/rename';

/** Leaving the field commits it; the keyboard stays at the node, unless that is a frame, which takes no keys. */
function leaveField(field: HTMLElement): void {
  field.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true });
  if (window.document.activeElement === field) field.blur();
}

type Named = DeviceNode | GroupNode;

function NameField({ node }: { node: Named }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      className="device-name-field nodrag nopan"
      aria-label={t('Name of {{name}}', { name: node.name })}
      defaultValue={node.name}
      maxLength={40}
      spellCheck={false}
      onBlur={(event) => commitRename(node.id, event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        if (event.key === 'Escape') event.currentTarget.value = node.name;
        leaveField(event.currentTarget);
      }}
    />
  );
}

export function NodeName({ node }: { node: Named }) {
  const editing = useRename(({ id }) => id === node.id);
  if (editing) return <NameField node={node} />;
  return (
    <div className="device-name" title={node.name}>
      {node.name}
    </div>
  );
}
