/** Looks for a text in all consoles, whether or not their tabs are open. */
import { Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Result } from '../../../shared/contract/service';
import {
  type ConsoleHit,
  type ConsoleHits,
  MAX_SOUGHT,
  type Sought,
} from '../../../shared/contract/service-consoles';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { CheckField } from '../../ui/field';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';
import { channelOf, currentNodeName, tabTitle } from '../tabs/console-titles';
import { openAt } from './console-reveal';

type Found = Result<'console.search'> & { readonly sought: Sought };

/** What was looked for last, so that the dialog can be opened again for the next hit. */
const useLastSearch = pageStore<{ sought: Sought; found: Found | null }>(() => ({
  sought: { text: '', matchCase: false, wholeWord: false },
  found: null,
}));

async function search(sought: Sought): Promise<void> {
  try {
    const found = await call('console.search', sought);
    useLastSearch.setState({ found: { ...found, sought } });
  } catch (error) {
    raiseThrown(error);
  }
}

function summary({ consoles, complete }: Found): string {
  const count = consoles.reduce((sum, one) => sum + one.count, 0);
  const rest = complete ? '' : ` ${t('There was too much text to search all of it.')}`;
  if (count === 0) return t('No line matches.') + rest;
  return t('{{count}} lines in {{consoles}} consoles', { count, consoles: consoles.length }) + rest;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function HitLine({ hit, sought }: { hit: ConsoleHit; sought: Sought }) {
  const end = hit.at + sought.text.length;
  return (
    <>
      <span className="hit-time">{hit.time === null ? '' : clock.format(hit.time)}</span>
      <span className="hit-lines">
        <span className="hit-context">{hit.before}</span>
        <span>
          {hit.text.slice(0, hit.at)}
          <mark>{hit.text.slice(hit.at, end)}</mark>
          {hit.text.slice(end)}
        </span>
        <span className="hit-context">{hit.after}</span>
      </span>
    </>
  );
}

function Hits({ found, sought }: { found: ConsoleHits; sought: Sought }) {
  const id = found.console;
  const title = currentNodeName({ id, title: id });
  const open = (fromEnd: number) => {
    closeDialog();
    openAt(id, title, sought, fromEnd);
  };
  const more = found.count - found.hits.length;
  return (
    <section aria-label={tabTitle(title, channelOf(id))}>
      <h3>
        {tabTitle(title, channelOf(id))} <span className="badge">{found.count}</span>
      </h3>
      {more > 0 && <p>{t('{{count}} earlier lines are not listed.', { count: more })}</p>}
      <ul>
        {found.hits.map((hit) => (
          <li key={hit.fromEnd}>
            <button type="button" className="hit" onClick={() => open(hit.fromEnd)}>
              <HitLine hit={hit} sought={sought} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ConsoleSearchDialog() {
  const { sought, found } = useLastSearch();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Sought>) =>
    useLastSearch.setState({ sought: { ...sought, ...part } });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sought.text === '') return;
    setBusy(true);
    await search(sought);
    setBusy(false);
  };
  return (
    <Modal title={t('Search all consoles')} width="wide" onClose={closeDialog}>
      <form className="console-search" onSubmit={(event) => void submit(event)}>
        <input
          data-first
          className="input"
          type="text"
          aria-label={t('Text to look for')}
          maxLength={MAX_SOUGHT}
          spellCheck={false}
          value={sought.text}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        <button type="submit" className="button button-primary" disabled={busy}>
          <Search aria-hidden />
          {t('Search')}
        </button>
        <CheckField
          label={t('Match case')}
          value={sought.matchCase}
          commit={(matchCase) => change({ matchCase })}
        />
        <CheckField
          label={t('Whole word')}
          value={sought.wholeWord}
          commit={(wholeWord) => change({ wholeWord })}
        />
      </form>
      <p role="status">
        {found === null ? t('Also in consoles that are not open.') : summary(found)}
      </p>
      <div className="console-hits">
        {found?.consoles.map((one) => (
          <Hits key={one.console} found={one} sought={found.sought} />
        ))}
      </div>
      <footer className="modal-footer">
        <Button onClick={closeDialog}>{t('Close')}</Button>
      </footer>
    </Modal>
  );
}
