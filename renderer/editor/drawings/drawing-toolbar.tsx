/** The small toolbar over a selected note or shape: its looks, without a way to the inspector. */
import { type Align, NodeToolbar, Position, useStore } from '@xyflow/react';
import {
  AArrowDown,
  AArrowUp,
  ALargeSmall,
  AlignCenter,
  AlignLeft,
  AlignRight,
  PaintBucket,
  SquareDashed,
  StickyNote,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoteNode, ShapeNode } from '../../../shared/document/topology';
import { isLine } from '../../document/geometry/shape-geometry';
import { useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { ColourSwatches } from '../../ui/colour-swatches';
import { useDrafts } from '../scene/drafts';
import { noteSizes, setLook } from './drawing-looks';

function Tool(props: {
  name: string;
  pressed?: boolean;
  disabled?: boolean;
  press: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={props.name}
      title={props.name}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.press}
    >
      {props.children}
    </button>
  );
}

const alignments = [
  { align: 'left', name: 'Align left', Icon: AlignLeft },
  { align: 'center', name: 'Centre', Icon: AlignCenter },
  { align: 'right', name: 'Align right', Icon: AlignRight },
] as const;

function NoteTools({ note }: { note: NoteNode }) {
  const { smaller, larger } = noteSizes(note.size);
  return (
    <>
      <Tool
        name={t('Smaller letters')}
        disabled={smaller === note.size}
        press={() => setLook(note, { size: smaller }, t('Change size'))}
      >
        <AArrowDown />
      </Tool>
      <Tool
        name={t('Larger letters')}
        disabled={larger === note.size}
        press={() => setLook(note, { size: larger }, t('Change size'))}
      >
        <AArrowUp />
      </Tool>
      {alignments.map(({ align, name, Icon }) => (
        <Tool
          key={align}
          name={t(name)}
          pressed={note.align === align}
          press={() => setLook(note, { align }, t('Change alignment'))}
        >
          <Icon />
        </Tool>
      ))}
      <Tool
        name={t('On paper')}
        pressed={note.look === 'card'}
        press={() =>
          setLook(note, { look: note.look === 'card' ? 'plain' : 'card' }, t('Change look'))
        }
      >
        {note.look === 'card' ? <StickyNote /> : <ALargeSmall />}
      </Tool>
    </>
  );
}

function ShapeTools({ shape }: { shape: ShapeNode }) {
  return (
    <>
      {!isLine(shape) && (
        <Tool
          name={t('Filled')}
          pressed={shape.filled}
          press={() => setLook(shape, { filled: !shape.filled }, t('Change filling'))}
        >
          <PaintBucket />
        </Tool>
      )}
      <Tool
        name={t('Dashed')}
        pressed={shape.dashed}
        press={() => setLook(shape, { dashed: !shape.dashed }, t('Change line'))}
      >
        <SquareDashed />
      </Tool>
    </>
  );
}

/** Its height and its distance from the node. */
const ROOM_ABOVE = 48;

/** Half of its width at most, in pixels. */
const ROOM_ASIDE = 215;

/** Which of its edges is in line with the node's: over the middle of a node near an edge it would be cut off. */
function useAlign({ x, width }: NoteNode | ShapeNode): Align {
  return useStore(({ transform: [left, , zoom], width: pane }) => {
    const middle = (x + width / 2) * zoom + left;
    if (middle < ROOM_ASIDE) return 'start';
    return middle > pane - ROOM_ASIDE ? 'end' : 'center';
  });
}

/** React Flow would put it where its node is, and that may be behind all else. */
const OVER_ALL = { zIndex: 1001 };

export function DrawingToolbar({ node }: { node: NoteNode | ShapeNode }) {
  const alone = useSelection(({ ids }) => ids.size === 1);
  // Above the drawing area it would be hidden.
  const isHigh = useStore(({ transform: [, y, zoom] }) => node.y * zoom + y < ROOM_ABOVE);
  const align = useAlign(node);
  // From afar it would stay where the node was.
  const carried = useDrafts(({ carry }) => carry?.ids.has(node.id) === true);
  if (!alone || carried) return null;
  return (
    <NodeToolbar
      isVisible
      style={OVER_ALL}
      position={isHigh ? Position.Bottom : Position.Top}
      align={align}
      offset={12}
      className="drawing-toolbar"
    >
      <div role="toolbar" aria-label={t('Looks')}>
        <ColourSwatches
          value={node.colour}
          choose={(colour) => setLook(node, { colour }, t('Change colour'))}
        />
        <i />
        {node.kind === 'note' ? <NoteTools note={node} /> : <ShapeTools shape={node} />}
      </div>
    </NodeToolbar>
  );
}
