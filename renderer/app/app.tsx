/** The page: bar, palette, drawing with the consoles below it, inspector, and what lies over them. */
import { type CSSProperties, type MouseEvent, useEffect } from 'react';
import { handleContextMenu } from '../commands/menus/open-context-menu';
import { perform } from '../commands/perform';
import { ConsoleCommandsProvider } from '../consoles/console-commands';
import { BAR_HEIGHT, ConsoleDock } from '../consoles/dock/console-dock';
import { CANVAS_HEIGHT } from '../consoles/dock/dock-edge';
import { DockViewsProvider } from '../consoles/dock/view-pane';
import { useConsoles } from '../consoles/tabs/console-store';
import { useDocument } from '../document/store/document-store';
import { Canvas } from '../editor/view/canvas';
import { InsertMenuHost } from '../features/command-palette/insert-menu';
import { acceptsDrop, dropOnCanvas } from '../features/files/drop-on-canvas';
import { RecoveryDialog } from '../features/files/recovery-dialog';
import { Palette } from '../features/palette/palette';
import { EmptyCanvas } from '../features/start/empty-canvas';
import { FirstStepsHint } from '../features/start/first-steps-hint';
import { NoService } from '../features/start/no-service';
import { useSettings } from '../i18n/settings';
import { FloatingMenuHost } from '../ui/menu/floating-menu';
import { ConnectionBanner } from './connection-banner';
import { consoleCommands } from './console-commands';
import { Dialogs } from './dialogs';
import { dockViews } from './dock-views';
import { ShowInspector, Side, useInspectorPlace } from './side';
import { TopBar } from './top-bar';

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

function openMenu(event: MouseEvent): void {
  handleContextMenu(event, perform);
}

export function App() {
  usePageTitle();
  const waiting = useDocument(({ loaded }) => !loaded);
  const place = useInspectorPlace();
  return (
    <ConsoleCommandsProvider commands={consoleCommands}>
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
          <Canvas
            onContextMenu={openMenu}
            acceptsDrop={acceptsDrop}
            onDrop={dropOnCanvas}
            empty={<EmptyCanvas />}
          />
          <FirstStepsHint />
          <ShowInspector place={place} />
          <DockViewsProvider value={dockViews}>
            <ConsoleDock />
          </DockViewsProvider>
        </main>
        <Side place={place} />
      </div>
      {waiting && <NoService />}
      <RecoveryDialog />
      <Dialogs />
      <FloatingMenuHost />
      <InsertMenuHost />
    </ConsoleCommandsProvider>
  );
}
