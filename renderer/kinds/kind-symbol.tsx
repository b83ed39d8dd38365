/** The symbol of a node kind. It is decoration: the name stands beside it. */
import type { CSSProperties } from 'react';
import type { NodeKind } from '../../shared/kinds/registry';
import { kindViews } from './registry';

/** What the styles of symbols take the colour of a kind from, in the theme that is on. */
export function kindColour(kind: NodeKind): CSSProperties {
  const { light, dark } = kindViews[kind].colour;
  return { '--kind': `light-dark(${light}, ${dark})` } as CSSProperties;
}

/** The paths of a symbol, on a grid of 32 by 32. */
export function SymbolPaths({ kind }: { kind: NodeKind }) {
  return kindViews[kind].symbol.map(({ d, paint }) => (
    <path key={`${paint} ${d}`} className={`symbol-${paint}`} d={d} />
  ));
}

export function KindSymbol({ kind, size = 32 }: { kind: NodeKind; size?: number }) {
  return (
    <svg
      className="symbol"
      style={kindColour(kind)}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
    >
      <SymbolPaths kind={kind} />
    </svg>
  );
}
