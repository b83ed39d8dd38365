/** The command palette: type a part of a name, Enter does it. */
import { type KeyboardEvent, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { t } from '../../i18n/translate';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { useRecentFiles } from '../start/recent-files';
import { ChoiceField, ChoiceList, destination } from './choice-list';
import { fileEntries, paletteEntries } from './palette-entries';
import { type PaletteHit, searchPalette } from './palette-search';
import { recentChoices, rememberChoice } from './recent-choices';

function carryOut({ entry }: PaletteHit): void {
  if (entry.disabled) return;
  if (entry.section !== 'node') rememberChoice(entry.id);
  // The dialog has to be gone first: nothing behind it could take the focus.
  flushSync(closeDialog);
  entry.act();
}

export function CommandPalette() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const files = useRecentFiles();
  const entries = useMemo(() => [...paletteEntries(), ...fileEntries(files)], [files]);
  const recent = useMemo(recentChoices, []);
  const hits = useMemo(() => searchPalette(entries, query, recent), [entries, query, recent]);
  const handle = (event: KeyboardEvent) => {
    const next = destination(event.key, at, hits.length);
    if (next === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (next !== null) setAt(next);
    else if (hits[at] !== undefined) carryOut(hits[at]);
  };
  return (
    <Modal title={t('Command palette')} width="wide" onClose={closeDialog}>
      <ChoiceField
        label={t('Command, node, console or example')}
        list="palette-choices"
        hits={hits}
        at={at}
        query={query}
        write={(text) => {
          setQuery(text);
          setAt(0);
        }}
        onKeyDown={handle}
      />
      <ChoiceList id="palette-choices" hits={hits} at={at} choose={carryOut} />
      {hits.length === 0 && <p role="status">{t('Nothing is called like that.')}</p>}
    </Modal>
  );
}
