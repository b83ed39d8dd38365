/** The page's own file dialog, for shells that have none. */

import { ArrowUp, File, Folder } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { FileEntry, Result } from '../../../shared/contract/service';
import { failureOf } from '../../../shared/failure/failure';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { Button, IconButton } from '../../ui/button';
import { closeDialog, type FileQuestion } from '../../ui/dialogs';
import { TextField } from '../../ui/field';
import { Modal } from '../../ui/modal';

type Listing = Result<'files.list'>;

function useListing(first: string) {
  const [wanted, setWanted] = useState(first);
  const [listing, setListing] = useState<Listing | null>(null);
  const [problem, setProblem] = useState('');
  const [listed, setListed] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    call('files.list', { directory: wanted }).then(
      (found) => {
        if (gone) return;
        setListing(found);
        setListed(wanted);
        setProblem('');
      },
      (error: unknown) => {
        const { message, next } = failureOf(error);
        if (!gone) setProblem(`${message} ${next}`);
      },
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  // Until the wanted folder is listed, a file would go to the one before.
  return { listing, problem, ready: listed === wanted, go: setWanted };
}

function isShown({ kind, name }: FileEntry, extensions: readonly string[]): boolean {
  if (name.startsWith('.')) return false;
  if (kind === 'directory' || extensions.length === 0) return true;
  return extensions.some((extension) => name.endsWith(`.${extension}`));
}

function sizeText({ kind, bytes }: FileEntry): string {
  if (kind === 'directory') return '';
  if (bytes < 1_000_000) return t('{{value}} kB', { value: Math.ceil(bytes / 1000) });
  return t('{{value}} MB', { value: Math.round(bytes / 1_000_000) });
}

function Entries({
  entries,
  chosen,
  choose,
  enter,
}: {
  entries: readonly FileEntry[];
  chosen: string;
  choose: (entry: FileEntry) => void;
  enter: (entry: FileEntry) => void;
}) {
  if (entries.length === 0)
    return <p className="field-help">{t('No file of this kind is in this folder.')}</p>;
  return (
    <ul className="files">
      {entries.map((entry) => (
        <li key={entry.path}>
          <button
            type="button"
            className="file"
            aria-pressed={entry.name === chosen}
            onClick={() => (entry.kind === 'directory' ? enter(entry) : choose(entry))}
            onDoubleClick={() => enter(entry)}
          >
            {entry.kind === 'directory' ? <Folder /> : <File />}
            <span className="file-name">{entry.name}</span>
            <span className="file-size">{sizeText(entry)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function joined(directory: string, name: string): string {
  if (name.startsWith('/')) return name;
  return `${directory === '/' ? '' : directory}/${name}`;
}

export function FilePicker({
  question,
  answer,
}: {
  question: FileQuestion;
  answer: (path: string | null) => void;
}) {
  const { listing, problem, ready, go } = useListing(question.directory);
  const [name, setName] = useState(question.suggestion);
  const [showsAll, setShowsAll] = useState(false);
  const extensions = showsAll ? [] : question.extensions;
  const finish = (event: FormEvent) => {
    event.preventDefault();
    if (ready && listing !== null && name.trim() !== '')
      answer(joined(listing.directory, name.trim()));
  };
  const enter = (entry: FileEntry) => {
    if (entry.kind === 'directory') go(entry.path);
    else answer(entry.path);
  };
  const goTo = (directory: string) => {
    go(directory.trim() === '' ? '/' : directory.trim());
    return null;
  };
  const { parent = null } = listing ?? {};
  return (
    <Modal title={question.title} width="wide" onClose={closeDialog}>
      <div className="file-place">
        <IconButton
          name={t('Up one level')}
          disabled={parent === null}
          onClick={() => parent !== null && go(parent)}
        >
          <ArrowUp />
        </IconButton>
        <TextField
          label={t('Folder')}
          value={listing?.directory ?? question.directory}
          commit={goTo}
          mono
        />
      </div>
      {problem !== '' && (
        <p className="field-message" data-wrong role="alert">
          {problem}
        </p>
      )}
      <Entries
        entries={(listing?.entries ?? []).filter((entry) => isShown(entry, extensions))}
        chosen={name}
        choose={(entry) => setName(entry.name)}
        enter={enter}
      />
      <form className="modal-footer" onSubmit={finish}>
        <input
          data-first
          className="input mono"
          aria-label={t('File name')}
          value={name}
          placeholder={t('File name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {question.extensions.length > 0 && question.mode === 'open' && (
          <label className="check">
            <input
              type="checkbox"
              checked={showsAll}
              onChange={({ currentTarget }) => setShowsAll(currentTarget.checked)}
            />
            {t('All files')}
          </label>
        )}
        <Button onClick={closeDialog}>{t('Cancel')}</Button>
        <button
          type="submit"
          className="button button-primary"
          disabled={!ready || name.trim() === ''}
        >
          {question.mode === 'open' ? t('Open') : t('Save')}
        </button>
      </form>
    </Modal>
  );
}
