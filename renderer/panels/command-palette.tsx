/** The command palette: type a part of a name, Enter does it. */
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { fileEntries, paletteEntries } from '../commands/palette-entries';
import { type PaletteHit, type PaletteSection, searchPalette } from '../commands/palette-search';
import { recentChoices, rememberChoice } from '../commands/recent-choices';
import { useRecentFiles } from '../start/recent-files';
import { closeDialog } from '../ui/dialogs';
import { KindSymbol } from '../ui/kind-symbol';
import { Modal } from '../ui/modal';
import { t } from '../ui/translate';

const sectionWords: Readonly<Record<PaletteSection, string>> = {
  command: '',
  console: 'Console',
  node: 'Go to',
  example: 'Example',
  file: 'File',
};

/** The label in pieces: letters that fit beside letters that do not. */
function piecesOf(
  text: string,
  letters: ReadonlySet<number>,
): { at: number; text: string; fits: boolean }[] {
  const pieces: { at: number; text: string; fits: boolean }[] = [];
  for (let at = 0; at < text.length; at++) {
    const fits = letters.has(at);
    const last = pieces.at(-1);
    if (last?.fits === fits) last.text += text[at];
    else pieces.push({ at, text: text[at]!, fits });
  }
  return pieces;
}

function Label({ text, letters }: { text: string; letters: ReadonlySet<number> }) {
  return (
    <span className="choice-label">
      {piecesOf(text, letters).map((piece) =>
        piece.fits ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
      )}
    </span>
  );
}

function ChoiceIcon({ hit: { entry } }: { hit: PaletteHit }) {
  if (entry.symbol !== undefined) return <KindSymbol kind={entry.symbol} size={20} />;
  const Icon = entry.icon;
  return Icon === undefined ? null : <Icon aria-hidden />;
}

function Choice({
  hit,
  id,
  chosen,
  choose,
}: {
  hit: PaletteHit;
  id: string;
  chosen: boolean;
  choose: () => void;
}) {
  const { entry, letters } = hit;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // The field keeps the focus and has the keys; see aria-activedescendant.
    <div
      ref={row}
      id={id}
      role="option"
      className="choice"
      aria-label={entry.label}
      aria-selected={chosen}
      aria-disabled={entry.disabled || undefined}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onPointerUp={choose}
    >
      <span className="choice-icon">
        <ChoiceIcon hit={hit} />
      </span>
      <Label text={entry.label} letters={letters} />
      <span className="choice-detail">
        {[t(sectionWords[entry.section]), entry.detail].filter(Boolean).join(' · ')}
      </span>
      {entry.keys.length > 0 && <kbd>{entry.keys.join('+')}</kbd>}
    </div>
  );
}

/** Where a key leads in a list of so many; null when it is for something else. */
function destination(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(at + 8, count - 1);
  return key === 'PageUp' ? Math.max(at - 8, 0) : null;
}

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
  const hear = (event: KeyboardEvent) => {
    const next = destination(event.key, at, hits.length);
    if (next === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (next !== null) setAt(next);
    else if (hits[at] !== undefined) carryOut(hits[at]);
  };
  return (
    <Modal title={t('Command palette')} width="wide" onClose={closeDialog}>
      <div className="palette-field">
        <Search aria-hidden />
        <input
          data-first
          type="text"
          role="combobox"
          aria-label={t('Command, node, console or example')}
          aria-expanded={hits.length > 0}
          aria-controls="palette-choices"
          aria-activedescendant={hits[at] === undefined ? undefined : `choice-${at}`}
          aria-autocomplete="list"
          placeholder={t('Command, node, console or example')}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={query}
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={hear}
        />
      </div>
      <div id="palette-choices" className="choices" role="listbox" aria-label={t('Choices')}>
        {hits.map((hit, index) => (
          <Choice
            key={hit.entry.id}
            hit={hit}
            id={`choice-${index}`}
            chosen={index === at}
            choose={() => carryOut(hit)}
          />
        ))}
      </div>
      {hits.length === 0 && <p role="status">{t('Nothing is called like that.')}</p>}
    </Modal>
  );
}
