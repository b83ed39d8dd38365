/** Starts the page: first everything that listens, then the connection, then the picture. */
import './session/schemas-without-eval';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@xyflow/react/dist/style.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/overlays.css';
import './panels/panels.css';
import './panels/inspector.css';
import './panels/machine-panel.css';
import './canvas/canvas.css';
import './canvas/nodes.css';
import './canvas/cables.css';
import './canvas/vlans.css';
import './canvas/arranging.css';
import './panels/switch-panel.css';
import './images/images.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { recallSettings } from './canvas/canvas-settings';
import { followSnapping } from './canvas/snap-drag';
import { followCommands } from './commands/key-bindings';
import { followNudging } from './commands/nudge';
import { followWorkspace } from './document/document-store';
import { followDocument } from './document/selection';
import { keepFilesOut } from './images/keep-files-out';
import { connect } from './session/client';
import { followImages } from './session/image-store';
import { followLab } from './session/lab-store';
import { raiseThrown } from './session/notices';
import { followSession } from './session/session-store';
import { followSwitchViews } from './session/switch-views';
import { followTraffic } from './session/traffic-store';
import { followSight } from './session/watching';
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
followSight();
followImages();
keepFilesOut();
followCommands();
followNudging();
followSnapping();
connect();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
