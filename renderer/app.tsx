/** The page: bar, palette, drawing with the consoles below it, inspector, and what lies over them. */
import { type CSSProperties, useEffect } from 'react';
import { Canvas } from './canvas/canvas';
import { BAR_HEIGHT, ConsoleDock } from './console/console-dock';
import { useConsoles } from './console/console-store';
import { CANVAS_HEIGHT } from './console/dock-edge';
import { useDocument } from './document/document-store';
import { ConnectionBanner } from './panels/connection-banner';
import { Dialogs } from './panels/dialogs';
import { InsertMenuHost } from './panels/insert-menu';
import { Palette } from './panels/palette';
import { RecoveryDialog } from './panels/recovery-dialog';
import { ShowInspector, Side, useInspectorPlace } from './panels/side';
import { TopBar } from './panels/top-bar';
import { FirstStepsHint } from './start/first-steps-hint';
import { NoService } from './start/no-service';
import { FloatingMenuHost } from './ui/floating-menu';
import { useSettings } from './ui/settings';

function usePageTitle(): void {
  const title = useDocument(
    ({ document, dirty }) => `${dirty ? '• ' : ''}${document.name} – Vdelab`,
  );
  useEffect(() => {
    window.document.title = title;
  }, [title]);
}

/** What the style sheets need to know of sizes that a person chose, in pixels. */
function useRoom(): CSSProperties {
  const palette = useSettings((settings) => settings.palette.width);
  const inspector = useSettings((settings) => settings.inspector.width);
  const dock = useConsoles(({ open, fills, height }) => (open && !fills ? height : 0));
  return {
    '--palette-width': `${palette}px`,
    '--inspector-width': `${inspector}px`,
    '--dock-height': `min(${BAR_HEIGHT + dock}px, 100vh - ${CANVAS_HEIGHT - BAR_HEIGHT}px)`,
  } as CSSProperties;
}

export function App() {
  usePageTitle();
  const waiting = useDocument(({ loaded }) => !loaded);
  const place = useInspectorPlace();
  return (
    <>
      <div
        className="app"
        data-inspector={place}
        style={useRoom()}
        data-waiting={waiting || undefined}
        aria-busy={waiting || undefined}
      >
        <TopBar />
        <Palette />
        <main className="workplace">
          <ConnectionBanner />
          <Canvas />
          <FirstStepsHint />
          <ShowInspector place={place} />
          <ConsoleDock />
        </main>
        <Side place={place} />
      </div>
      {waiting && <NoService />}
      <RecoveryDialog />
      <Dialogs />
      <FloatingMenuHost />
      <InsertMenuHost />
    </>
  );
}
