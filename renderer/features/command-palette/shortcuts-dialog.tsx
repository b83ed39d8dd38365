/** Every shortcut on one sheet, in groups, to search in. */
import { useMemo, useState } from 'react';
import { t } from '../../i18n/translate';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { type ShortcutGroup, type ShortcutRow, searchSheet, shortcutSheet } from './shortcut-sheet';

function Row({ row }: { row: ShortcutRow }) {
  return (
    <li>
      <span>{row.label}</span>
      <span className="ways">
        {row.ways.map((way) => (
          <span className="keys" key={way.join()}>
            {way.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </span>
    </li>
  );
}

function Group({ group }: { group: ShortcutGroup }) {
  return (
    <section aria-label={group.title}>
      <h3>{group.title}</h3>
      <ul>
        {group.rows.map((row) => (
          <Row key={row.label} row={row} />
        ))}
      </ul>
    </section>
  );
}

export function ShortcutsDialog() {
  const [query, setQuery] = useState('');
  const sheet = useMemo(shortcutSheet, []);
  const groups = searchSheet(sheet, query);
  return (
    <Modal title={t('Keyboard shortcuts')} width="wide" onClose={closeDialog}>
      <input
        data-first
        type="text"
        className="input"
        aria-label={t('Search the shortcuts')}
        placeholder={t('Search, for example undo or Ctrl+K')}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      />
      <div className="shortcut-sheet">
        <div className="shortcut-columns">
          {groups.map((group) => (
            <Group key={group.title} group={group} />
          ))}
        </div>
        {groups.length === 0 && <p role="status">{t('No shortcut is called like that.')}</p>}
      </div>
    </Modal>
  );
}
