/** A sentence in which commands stand in backquotes: they are shown as code with a copy button. */

import { Fragment } from 'react';
import { t } from '../i18n/translate';
import { CopyButton } from './copy-button';
import { VisibleText } from './visible-text';

interface Part {
  /** Where the part starts in the sentence: what tells equal parts apart. */
  start: number;
  words: string;
  command: string;
}

function partsOf(text: string): Part[] {
  return [...text.matchAll(/([^`]*)(?:`([^`]*)`)?/g)].map(({ index, 1: words, 2: command }) => ({
    start: index,
    words: words ?? '',
    command: command ?? '',
  }));
}

export function CommandText({ text, copies = true }: { text: string; copies?: boolean }) {
  return (
    <span className="command-text">
      {partsOf(text).map(({ start, words, command }) => (
        <Fragment key={start}>
          <VisibleText text={words} />
          {command !== '' && !copies && <code>{command}</code>}
          {command !== '' && copies && (
            <span className="command">
              <code>{command}</code>
              <CopyButton text={command} name={t('Copy command')} />
            </span>
          )}
        </Fragment>
      ))}
    </span>
  );
}
