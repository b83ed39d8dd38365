/**
 * Makes the page: what it listens to, the way to the service and the picture. Disposed of, it leaves nothing behind, and
 * another one can be made in the same document.
 */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { DockRoute } from '../../shared/contract/dock-route';
import { subscribeWantedLabs } from '../commands/actions/file-actions';
import { subscribeClipboard } from '../commands/keys/clipboard-events';
import { subscribeKeys } from '../commands/keys/key-dispatcher';
import { subscribeKeyboardTarget } from '../commands/keys/keyboard-target';
import { subscribeDesktopMenu } from '../commands/menus/desktop-menu';
import { perform } from '../commands/perform';
import { connect } from '../connection/client';
import { subscribeSession } from '../connection/session-store';
import { subscribeSettings } from '../connection/settings-sync';
import type { OpenTransport } from '../connection/transport';
import { subscribeBroadcast } from '../consoles/broadcast/broadcast';
import { subscribeArrangement } from '../consoles/dock/dock-arrangement';
import { subscribeDockWindows } from '../consoles/dock/dock-detach';
import { subscribeDockWindow } from '../consoles/dock/dock-window-life';
import { subscribeBells } from '../consoles/tabs/bells';
import { dockRoute } from '../consoles/tabs/dock-route';
import { openView } from '../consoles/tabs/dock-views';
import { subscribeWorkspace } from '../document/store/document-store';
import { subscribeDocument } from '../document/store/selection';
import { subscribeNudging } from '../editor/gestures/nudge';
import { subscribePanels } from '../editor/navigation/panel-store';
import { subscribeCables } from '../editor/scene/cable-layout-store';
import { subscribePointer } from '../editor/viewport/pointer-place';
import { reveal } from '../editor/viewport/view-port';
import { keepFilesOut } from '../features/images/keep-files-out';
import { subscribeFirstSteps } from '../features/start/first-steps';
import { reportActivity } from '../lab/activity-reports';
import { subscribeActivity } from '../lab/activity-store';
import { subscribeCardNames } from '../lab/card-names';
import { subscribeImages } from '../lab/image-store';
import { subscribeLab } from '../lab/lab-store';
import { subscribeNotices } from '../lab/notice-life';
import { subscribeComputerFindings } from '../lab/problems/computer-findings';
import { subscribeFindings } from '../lab/problems/problems';
import { subscribeSwitchViews } from '../lab/switch-views';
import { subscribeTelemetry } from '../lab/telemetry-subscription';
import { subscribeTemplates } from '../lab/template-store';
import { subscribeTraffic } from '../lab/traffic-store';
import { subscribeUmlKernels } from '../lab/uml-kernels';
import { subscribeUsage } from '../lab/usage-store';
import { openPage, type Page } from '../page/page';
import { type Destinations, destinations } from '../ui/destinations';
import { raiseThrown } from '../ui/notices';
import { subscribeTheme } from '../ui/theme';
import { App } from './app';
import { DockWindow } from './dock-window';

/** What begins with the page and ends with it. */
type Start = (page: Page) => void;

/** Errors that nobody caught are shown. */
function raiseErrors(page: Page): void {
  // Without an error it is only the browser's note that a resize took two rounds.
  page.listen(window, 'error', ({ error }) => {
    if (error !== null && error !== undefined) raiseThrown(error);
  });
  page.listen(window, 'unhandledrejection', ({ reason }) => raiseThrown(reason));
}

/** First, so that what goes wrong in the others is seen, in the right colours. */
const person: readonly Start[] = [raiseErrors, subscribeTheme, subscribeSettings, subscribeSession];

/** The drawing before all that is told of what changes in it: selection and problems before cables. */
const drawing: readonly Start[] = [
  subscribeWorkspace,
  subscribeWantedLabs,
  subscribeDocument,
  subscribeFindings,
  subscribeCables,
];

/** The running lab before what is derived of it. */
const lab: readonly Start[] = [
  subscribeLab,
  subscribeNotices,
  subscribeTraffic,
  subscribeSwitchViews,
  subscribeUsage,
  subscribeTelemetry,
  subscribeActivity,
  reportActivity,
  subscribeImages,
  subscribeTemplates,
  subscribeUmlKernels,
  subscribeComputerFindings,
  subscribeCardNames,
];

/** How lower rooms lead to places of higher ones. */
function setDestinations(): void {
  Object.assign(destinations(), {
    showProblems: () => openView('problems'),
    revealNode: reveal,
  } satisfies Destinations);
}

const consoles: readonly Start[] = [setDestinations, subscribeBells, subscribeBroadcast];

/** A dropped file is kept out before anybody has a key. */
const input: readonly Start[] = [
  keepFilesOut,
  (page) => page.onDispose(subscribeKeys(dockRoute === null)),
  subscribePanels,
];

/** Only where there is a drawing. */
const editor: readonly Start[] = [
  (page) => page.onDispose(subscribeDesktopMenu(perform)),
  subscribeKeyboardTarget,
  subscribeNudging,
  subscribeClipboard,
  subscribePointer,
  subscribeArrangement,
  subscribeDockWindows,
  subscribeFirstSteps,
];

const everywhere: readonly Start[] = [...person, ...drawing, ...lab, ...consoles, ...input];

function startWindow(page: Page, route: DockRoute | null): void {
  if (route === null) for (const start of editor) start(page);
  else subscribeDockWindow(page, route);
}

/** An element of its own, because React listens on it for good. */
function draw(page: Page, place: HTMLElement): void {
  const element = document.createElement('div');
  element.className = 'page';
  place.append(element);
  page.onDispose(() => element.remove());
  const root = createRoot(element);
  page.onDispose(() => root.unmount());
  root.render(<StrictMode>{dockRoute === null ? <App /> : <DockWindow />}</StrictMode>);
}

/**
 * Makes the page of this window: with the drawing, or with consoles only.
 *
 * @param place where it is drawn
 * @param open how it reaches the service
 * @returns the page; `dispose()` ends it
 * @throws Error while another page is there
 */
export function createPage(place: HTMLElement, open: OpenTransport): Page {
  const page = openPage();
  // The connection ends last, after what still has to be sent; it begins after this.
  connect(page, open);
  for (const start of everywhere) start(page);
  startWindow(page, dockRoute);
  draw(page, place);
  return page;
}
