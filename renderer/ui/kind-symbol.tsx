/** The symbol of a node kind. It is decoration: the name stands beside it. */
import type { NodeKind } from '../../shared/kinds/registry';
import { symbolShapes } from './symbol-shapes';

export function KindSymbol({ kind, size = 32 }: { kind: NodeKind; size?: number }) {
  return (
    <svg
      className={`symbol symbol-${kind}`}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
    >
      {symbolShapes[kind].map(({ d, paint }) => (
        <path key={`${paint} ${d}`} className={`symbol-${paint}`} d={d} />
      ))}
    </svg>
  );
}
