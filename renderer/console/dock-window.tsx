/** A window with consoles only: the panes with their tabs, and what says that something is wrong. */
import { useEffect } from 'react';
import { useDocument } from '../document/document-store';
import { ConnectionBanner } from '../panels/connection-banner';
import { Dialogs } from '../panels/dialogs';
import { FloatingMenuHost } from '../ui/floating-menu';
import { Toasts } from '../ui/toasts';
import { t } from '../ui/translate';
import { DockPanes } from './console-dock';
import { useConsoles } from './console-store';
import { channelOf, tabTitle, useNodeName } from './console-titles';
import { useTabsOfDocument } from './use-tabs-of-document';

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
    <main className="dock-window">
      <ConnectionBanner />
      <section className="console-dock" aria-label={t('Console dock')} data-open>
        <div className="console-panels">
          <DockPanes />
        </div>
      </section>
      <Toasts />
      <Dialogs />
      <FloatingMenuHost />
    </main>
  );
}
