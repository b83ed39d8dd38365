/** Looks for text in one terminal. */
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../ui/button';
import type { Terminal } from './terminal';

function count(text: string, { at, count }: { at: number; count: number }): string {
  if (text === '') return '';
  if (count === 0) return 'No match';
  // Beyond its limit of highlights the search counts without saying which match is shown.
  return at < 0 ? `${count} matches` : `${at + 1} of ${count}`;
}

export function SearchBar({
  terminal,
  found,
  onClose,
}: {
  terminal: Terminal;
  found: { at: number; count: number };
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const hear = (event: KeyboardEvent) => {
    // The canvas must not hear them: Escape there drops the selection.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter') terminal.find(text, event.shiftKey ? -1 : 1);
  };
  return (
    <search className="terminal-search">
      <input
        ref={field}
        type="text"
        value={text}
        placeholder="Find in console"
        aria-label="Find in console"
        spellCheck={false}
        onKeyDown={hear}
        onChange={({ target }) => {
          setText(target.value);
          terminal.find(target.value, 0);
        }}
      />
      <output data-none={text !== '' && found.count === 0}>{count(text, found)}</output>
      <IconButton
        name="Previous match"
        shortcut="Shift+Enter"
        onClick={() => terminal.find(text, -1)}
      >
        <ChevronUp aria-hidden size={16} />
      </IconButton>
      <IconButton name="Next match" shortcut="Enter" onClick={() => terminal.find(text, 1)}>
        <ChevronDown aria-hidden size={16} />
      </IconButton>
      <IconButton name="Close search" shortcut="Escape" onClick={onClose}>
        <X aria-hidden size={16} />
      </IconButton>
    </search>
  );
}
