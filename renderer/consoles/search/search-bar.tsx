/** Looks for text in one terminal: first for what was printed last, and from there upwards. */
import { CaseSensitive, ChevronDown, ChevronUp, Regex, WholeWord, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/translate';
import { IconButton } from '../../ui/button';
import { patternTrouble } from '../terminal/search-pattern';
import { plainSearch, type SearchOptions, type Terminal } from '../terminal/terminal';

interface Found {
  at: number;
  count: number;
}

function count(text: string, trouble: string | null, { at, count }: Found): string {
  if (text === '') return '';
  if (trouble !== null) return t('Not a pattern');
  if (count === 0) return t('No match');
  // Beyond its limit of highlights the search counts without saying which match is shown.
  return at < 0
    ? t('{{count}} matches', { count })
    : t('{{at}} of {{count}}', { at: at + 1, count });
}

const options: { name: keyof SearchOptions; label: () => string; icon: ReactNode }[] = [
  {
    name: 'matchCase',
    label: () => t('Match case'),
    icon: <CaseSensitive aria-hidden size={16} />,
  },
  { name: 'wholeWord', label: () => t('Whole word'), icon: <WholeWord aria-hidden size={16} /> },
  { name: 'pattern', label: () => t('Regular expression'), icon: <Regex aria-hidden size={16} /> },
];

/** The search of one terminal: what is looked for, how, and what keeps it from working. */
function useSearch(terminal: Terminal) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState(plainSearch);
  const trouble = wanted.pattern && text !== '' ? patternTrouble(text) : null;
  const find = (sought: string, step: 1 | -1 | 0, how: SearchOptions) => {
    if (how.pattern && sought !== '' && patternTrouble(sought) !== null) terminal.endSearch();
    else terminal.find(sought, step, how);
  };
  const look = (sought: string) => {
    setText(sought);
    find(sought, 0, wanted);
  };
  const toggle = (name: keyof SearchOptions) => {
    const how = { ...wanted, [name]: !wanted[name] };
    setWanted(how);
    find(text, 0, how);
  };
  return { text, wanted, trouble, look, toggle, go: (step: 1 | -1) => find(text, step, wanted) };
}

export function SearchBar({
  terminal,
  found,
  onClose,
}: {
  terminal: Terminal;
  found: Found;
  onClose: () => void;
}) {
  const { text, wanted, trouble, look, toggle, go } = useSearch(terminal);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const handle = (event: KeyboardEvent) => {
    // The canvas must not hear them: Escape there drops the selection.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && event.target === field.current) go(event.shiftKey ? 1 : -1);
  };
  return (
    <search className="terminal-search" onKeyDown={handle}>
      <input
        ref={field}
        type="text"
        value={text}
        placeholder={t('Find in console')}
        aria-label={t('Find in console')}
        aria-invalid={trouble !== null}
        title={trouble ?? undefined}
        spellCheck={false}
        onChange={({ target }) => look(target.value)}
      />
      {options.map(({ name, label, icon }) => (
        <IconButton
          key={name}
          name={label()}
          aria-pressed={wanted[name]}
          onClick={() => toggle(name)}
        >
          {icon}
        </IconButton>
      ))}
      <output data-none={text !== '' && (found.count === 0 || trouble !== null)}>
        {count(text, trouble, found)}
      </output>
      <IconButton name={t('Previous match')} shortcut="Enter" onClick={() => go(-1)}>
        <ChevronUp aria-hidden size={16} />
      </IconButton>
      <IconButton name={t('Next match')} shortcut="Shift+Enter" onClick={() => go(1)}>
        <ChevronDown aria-hidden size={16} />
      </IconButton>
      <IconButton name={t('Close search')} shortcut="Escape" onClick={onClose}>
        <X aria-hidden size={16} />
      </IconButton>
    </search>
  );
}
