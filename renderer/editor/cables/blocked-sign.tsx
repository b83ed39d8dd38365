/** The sign at an end of a cable that the spanning tree blocks. */
import type { CableEnd } from '../../../shared/document/topology';
import { endName } from '../../document/edits/cable-edits';
import type { Point } from '../../document/records/new-node';
import { useDocument } from '../../document/store/document-store';
import { type BlockedPort, blockedText } from '../../lab/spanning-tree';

export function BlockedSign({
  end,
  blocked,
  at,
}: {
  end: CableEnd;
  blocked: BlockedPort;
  at: Point;
}) {
  const name = useDocument(({ document }) => endName(document, end));
  const text = blockedText(name, blocked);
  return (
    <svg
      className="blocked-sign"
      role="img"
      aria-label={text}
      x={at.x - 9}
      y={at.y - 9}
      width={18}
      height={18}
      viewBox="-9 -9 18 18"
    >
      <title>{text}</title>
      <circle r={8} />
      <path d="M-4.5 0H4.5" />
    </svg>
  );
}
