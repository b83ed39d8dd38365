/** Chooses the consoles that typing goes to. */

import { useMemo, useState } from 'react';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { currentPage } from '../../page/page';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { CheckField } from '../../ui/field';
import { Modal } from '../../ui/modal';
import { useConsoleCommands } from '../console-commands';
import { focusTerminal, openConsole, useConsoles } from '../tabs/console-store';
import { channelOf, currentNodeName, tabId, tabTitle } from '../tabs/console-titles';
import { hasConsole } from '../tabs/machine-console';
import { isTerminalTab } from '../tabs/terminal-tab';
import { startBroadcast } from './broadcast';

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly isOpen: boolean;
}

function stateOf(connected: boolean | null): string {
  return connected === true ? '' : t('off: gets nothing until it runs');
}

/** Consoles of what is selected in the drawing. */
function selectedConsoles(): string[] {
  const { nodes } = currentDocument();
  return selectedNodes()
    .filter((id) => nodes[id] !== undefined && hasConsole(nodes[id]))
    .map((id) => tabId(id, 'console'));
}

function choices(selected: readonly string[]): Choice[] {
  const tabs = useConsoles.getState().tabs.filter(({ id }) => isTerminalTab(id));
  const open = tabs.map((tab) => ({
    id: tab.id,
    title: tabTitle(currentNodeName(tab), channelOf(tab.id)),
    state: stateOf(tab.connected),
    isOpen: true,
  }));
  const others = selected.filter((id) => !tabs.some((tab) => tab.id === id));
  const closed = others.map((id) => ({
    id,
    title: currentNodeName({ id, title: id }),
    state: t('opens'),
    isOpen: false,
  }));
  return [...open, ...closed];
}

function start(chosen: readonly Choice[]): void {
  const { active } = useConsoles.getState();
  for (const { id, title, isOpen } of chosen) if (!isOpen) openConsole(id, title);
  const ids = chosen.map(({ id }) => id);
  const front = chosen.find(({ id }) => id === active) ?? chosen[0];
  // The keyboard goes to a console of the set.
  if (front !== undefined) openConsole(front.id, front.title);
  startBroadcast(ids);
  closeDialog();
  currentPage().frame(focusTerminal);
}

export function BroadcastDialog() {
  const { broadcast } = useConsoleCommands();
  const selected = useMemo(selectedConsoles, []);
  const all = useMemo(() => choices(selected), [selected]);
  const usual = selected.length > 1 ? selected : all.map(({ id }) => id);
  const [ids, setIds] = useState<readonly string[]>(usual);
  const chosen = all.filter(({ id }) => ids.includes(id));
  const toggle = (id: string, on: boolean) =>
    setIds(on ? [...ids, id] : ids.filter((one) => one !== id));
  return (
    <Modal title={broadcast.label} onClose={closeDialog}>
      <p>
        {t('What you type or paste in one of them goes to all. {{keys}} ends it.', {
          keys: broadcast.shortcut,
        })}
      </p>
      {all.length < 2 && <p>{t('Open two consoles, or select two machines in the drawing.')}</p>}
      <div className="button-row">
        <Button onClick={() => setIds(all.filter((one) => one.isOpen).map(({ id }) => id))}>
          {t('All open')}
        </Button>
        <Button disabled={selected.length === 0} onClick={() => setIds(selected)}>
          {t('Selection of the drawing')}
        </Button>
        <Button onClick={() => setIds([])}>{t('None')}</Button>
      </div>
      <fieldset className="broadcast-choices">
        <legend>{t('Consoles')}</legend>
        {all.map(({ id, title, state }) => (
          <CheckField
            key={id}
            label={title}
            help={state}
            value={ids.includes(id)}
            commit={(on) => toggle(id, on)}
          />
        ))}
      </fieldset>
      <footer className="modal-footer">
        <Button onClick={closeDialog}>{t('Cancel')}</Button>
        <Button
          data-first
          tone="primary"
          disabled={chosen.length < 2}
          onClick={() => start(chosen)}
        >
          {t('Type in {{count}} consoles', { count: chosen.length })}
        </Button>
      </footer>
    </Modal>
  );
}
