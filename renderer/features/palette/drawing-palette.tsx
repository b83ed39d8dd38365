/** The part of the palette with what explains a drawing: notes and pictures, and tools for shapes. */
import { ArrowUpRight, Circle, Minus, RectangleHorizontal } from 'lucide-react';
import type { DragEvent, ReactNode } from 'react';
import { perform } from '../../commands/perform';
import { takeTool, useDrawTool } from '../../editor/gestures/draw-tool';
import { type DrawingTool, placeInMiddle, TOOL_TYPE } from '../../editor/placing/drawing-tools';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';

const shapes = [
  { tool: 'rectangle', name: 'Draw rectangle', Icon: RectangleHorizontal },
  { tool: 'ellipse', name: 'Draw ellipse', Icon: Circle },
  { tool: 'line', name: 'Draw line', Icon: Minus },
  { tool: 'arrow', name: 'Draw arrow', Icon: ArrowUpRight },
] as const;

/** What makes a button give its tool: pressed, dragged, or by a key, which has no place to draw at. */
function giving(tool: DrawingTool) {
  return {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.setData(TOOL_TYPE, tool);
      dataTransfer.effectAllowed = 'copy' as const;
    },
    onClick: ({ detail }: { detail: number }) => {
      if (detail === 0) placeInMiddle(tool);
      else takeTool(tool);
    },
  };
}

function Words({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <>
      {children}
      <span className="palette-text">
        <span className="palette-title">{title}</span>
        <span className="palette-hint">{hint}</span>
      </span>
    </>
  );
}

function ShapeTool({ tool, name, Icon }: (typeof shapes)[number]) {
  const held = useDrawTool((state) => state.tool === tool);
  return (
    <button
      type="button"
      className="palette-tool"
      aria-label={t(name)}
      title={t('{{name}}: press, then drag over the drawing', { name: t(name) })}
      aria-pressed={held}
      {...giving(tool)}
    >
      <Icon aria-hidden />
    </button>
  );
}

export function DrawingPalette() {
  return (
    <>
      <button
        type="button"
        className="palette-item"
        aria-label={t('Add text')}
        title={t('Add text: press, then click or drag over the drawing')}
        {...giving('text')}
      >
        <Words title={t('Text')} hint={t('Without paper')}>
          <span className="palette-letter" aria-hidden>
            T
          </span>
        </Words>
      </button>
      <div className="palette-tools">
        {shapes.map((shape) => (
          <ShapeTool key={shape.tool} {...shape} />
        ))}
      </div>
      <button
        type="button"
        className="palette-item"
        aria-label={t('Add picture')}
        title={t('Add picture: choose a file, or drop one on the drawing')}
        onClick={() => perform('edit.addPicture')}
      >
        <Words title={t('Picture')} hint={t('PNG, JPEG, WebP')}>
          <KindSymbol kind="picture" size={28} />
        </Words>
      </button>
    </>
  );
}
