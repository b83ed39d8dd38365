/** A list of choices below a field that keeps the focus: the field has the keys, the list shows what they choose. */
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import type { PaletteHit, PaletteSection } from './palette-search';

const sectionLabel: Readonly<Record<PaletteSection, string>> = {
  command: '',
  add: '',
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
        {[t(sectionLabel[entry.section]), entry.detail].filter(Boolean).join(' · ')}
      </span>
      {entry.keys.length > 0 && <kbd>{entry.keys.join('+')}</kbd>}
    </div>
  );
}

/** Where a key leads in a list of so many; null when it is for something else. */
export function destination(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'PageDown') return Math.min(at + 8, count - 1);
  return key === 'PageUp' ? Math.max(at - 8, 0) : null;
}

/**
 * @param id of the list; its choices are `ID-0`, `ID-1` and so on
 * @param at which of them is chosen
 */
export function ChoiceList({
  id,
  hits,
  at,
  choose,
}: {
  id: string;
  hits: readonly PaletteHit[];
  at: number;
  choose: (hit: PaletteHit) => void;
}) {
  return (
    <div id={id} className="choices" role="listbox" aria-label={t('Choices')}>
      {hits.map((hit, index) => (
        <Choice
          key={hit.entry.id}
          hit={hit}
          id={`${id}-${index}`}
          chosen={index === at}
          choose={() => choose(hit)}
        />
      ))}
    </div>
  );
}

/**
 * The field above a list of choices, with the keys of both.
 *
 * @param list the id of the list
 * @param at which of the choices is chosen
 */
export function ChoiceField({
  label,
  list,
  hits,
  at,
  query,
  write,
  onKeyDown,
}: {
  label: string;
  list: string;
  hits: readonly PaletteHit[];
  at: number;
  query: string;
  write: (query: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <div className="palette-field">
      <Search aria-hidden />
      <input
        data-first
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-activedescendant={hits[at] === undefined ? undefined : `${list}-${at}`}
        aria-autocomplete="list"
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        maxLength={100}
        value={query}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
