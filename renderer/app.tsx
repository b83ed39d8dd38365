/** The page: bar, palette, drawing with the consoles below it, inspector, and what lies over them. */
import { useEffect } from 'react';
import { Canvas } from './canvas/canvas';
import { ConsoleDock } from './console/console-dock';
import { useDocument } from './document/document-store';
import { JobStrip } from './images/job-strip';
import { ConnectionBanner } from './panels/connection-banner';
import { Dialogs } from './panels/dialogs';
import { InsertMenuHost } from './panels/insert-menu';
import { Inspector } from './panels/inspector';
import { Palette } from './panels/palette';
import { RecoveryDialog } from './panels/recovery-dialog';
import { TopBar } from './panels/top-bar';
import { FirstStepsHint } from './start/first-steps-hint';
import { NoService } from './start/no-service';
import { FloatingMenuHost } from './ui/floating-menu';
import { Toasts } from './ui/toasts';

function usePageTitle(): void {
  const title = useDocument(
    ({ document, dirty }) => `${dirty ? '• ' : ''}${document.name} – Vdelab`,
  );
  useEffect(() => {
    window.document.title = title;
  }, [title]);
}

export function App() {
  usePageTitle();
  const waiting = useDocument(({ loaded }) => !loaded);
  return (
    <>
      <div className="app" data-waiting={waiting || undefined} aria-busy={waiting || undefined}>
        <TopBar />
        <Palette />
        <main className="workplace">
          <ConnectionBanner />
          <FirstStepsHint />
          <Canvas />
          <ConsoleDock />
        </main>
        <div className="side">
          <Inspector />
          <JobStrip />
          <Toasts />
        </div>
      </div>
      {waiting && <NoService />}
      <RecoveryDialog />
      <Dialogs />
      <FloatingMenuHost />
      <InsertMenuHost />
    </>
  );
}
