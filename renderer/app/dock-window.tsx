/** A window with consoles only: the panes with their tabs, and what says that something is wrong. */
import { useEffect } from 'react';
import { ConsoleCommandsProvider } from '../consoles/console-commands';
import { DockPanes } from '../consoles/dock/console-dock';
import { DockViewsProvider } from '../consoles/dock/view-pane';
import { useConsoles } from '../consoles/tabs/console-store';
import { channelOf, tabTitle, useNodeName } from '../consoles/tabs/console-titles';
import { useTabsOfDocument } from '../consoles/tabs/use-tabs-of-document';
import { useDocument } from '../document/store/document-store';
import { t } from '../i18n/translate';
import { FloatingMenuHost } from '../ui/menu/floating-menu';
import { ConnectionBanner } from './connection-banner';
import { consoleCommands } from './console-commands';
import { Dialogs } from './dialogs';
import { dockViews } from './dock-views';
import { Toasts } from './toasts';

function useWindowTitle(): void {
  const tab = useConsoles(({ tabs, active }) => tabs.find(({ id }) => id === active));
  const lab = useDocument(({ document }) => document.name);
  const name = useNodeName(tab ?? { id: '', title: t('Consoles') });
  const title = tab === undefined ? name : tabTitle(name, channelOf(tab.id));
  useEffect(() => {
    window.document.title = `${title} – ${lab}`;
  }, [title, lab]);
}

export function DockWindow() {
  useTabsOfDocument();
  useWindowTitle();
  return (
    <ConsoleCommandsProvider commands={consoleCommands}>
      <main className="dock-window">
        <ConnectionBanner />
        <section className="console-dock" aria-label={t('Console dock')} data-open>
          <div className="console-panels">
            <DockViewsProvider value={dockViews}>
              <DockPanes />
            </DockViewsProvider>
          </div>
        </section>
        <Toasts />
        <Dialogs />
        <FloatingMenuHost />
      </main>
    </ConsoleCommandsProvider>
  );
}
