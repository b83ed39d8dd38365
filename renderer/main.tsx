/** Starts the page: first everything that listens, then the connection, then the picture. */
import './session/schemas-without-eval';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@xyflow/react/dist/style.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/overlays.css';
import './ui/floating-menu.css';
import './panels/panels.css';
import './panels/inspector.css';
import './panels/machine-panel.css';
import './panels/command-palette.css';
import './panels/shortcuts-dialog.css';
import './canvas/canvas.css';
import './canvas/nodes.css';
import './canvas/cables.css';
import './canvas/vlans.css';
import './canvas/arranging.css';
import './canvas/node-search.css';
import './start/start.css';
import './panels/switch-panel.css';
import './panels/dock-views.css';
import './images/images.css';
import './templates/templates.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { recallSettings } from './canvas/canvas-settings';
import { followPointer } from './canvas/pointer-place';
import { followSnapping } from './canvas/snap-drag';
import { followClipboard } from './commands/clipboard-events';
import { followCommands } from './commands/key-bindings';
import { followNudging } from './commands/nudge';
import { followWorkspace } from './document/document-store';
import { followDocument } from './document/selection';
import { keepFilesOut } from './images/keep-files-out';
import { reportActivity } from './session/activity-reports';
import { followActivity } from './session/activity-store';
import { connect } from './session/client';
import { followImages } from './session/image-store';
import { followLab } from './session/lab-store';
import { raiseThrown } from './session/notices';
import { followSession } from './session/session-store';
import { followSwitchViews } from './session/switch-views';
import { followTraffic } from './session/traffic-store';
import { followUsage } from './session/usage-store';
import { followSight } from './session/watching';
import { followTemplates } from './templates/template-store';
import { followTheme } from './ui/theme';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// Without an error it is only the browser's note that a resize took two rounds.
window.addEventListener('error', ({ error }) => {
  if (error !== null && error !== undefined) raiseThrown(error);
});
window.addEventListener('unhandledrejection', ({ reason }) => raiseThrown(reason));
followTheme();
recallSettings();
followSession();
followWorkspace();
followDocument();
followLab();
followTraffic();
followSwitchViews();
followUsage();
followSight();
followActivity();
reportActivity();
followImages();
followTemplates();
keepFilesOut();
followCommands();
followNudging();
followSnapping();
followClipboard();
followPointer();
connect();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
