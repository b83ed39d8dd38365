/** Shows what is about to be pasted into consoles; it can be changed first. */
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { closeDialog, type PasteAnswer, type PasteQuestion } from '../../ui/dialogs';
import { CheckField } from '../../ui/field';
import { Modal } from '../../ui/modal';
import { analysePaste, asOneLine, withNewlines, withoutControls } from './paste-analysis';

function summary(lines: number, receivers: number): string {
  const what =
    lines === 1
      ? t('One line, which runs at once.')
      : t('{{count}} lines, which run at once.', { count: lines });
  if (receivers === 1) return what;
  return `${what} ${t('It goes to {{count}} consoles.', { count: receivers })}`;
}

export function PasteDialog({
  question,
  answer,
}: {
  question: PasteQuestion;
  answer: (answer: PasteAnswer) => void;
}) {
  const [text, setText] = useState(withNewlines(question.text));
  const [dontAskAgain, setDontAskAgain] = useState(false);
  const [clean, setClean] = useState(true);
  const { lines, controls } = analysePaste(text);
  // A text field shows no control characters, and drops none of them.
  const paste = (form: (text: string) => string) =>
    answer({ text: form(clean ? withoutControls(text) : text), dontAskAgain });
  return (
    <Modal title={t('Paste into the console?')} width="wide" onClose={closeDialog}>
      <p role="status">
        {text.includes('\n') ? summary(lines, question.receivers) : t('One line, without its end.')}
      </p>
      <textarea
        className="input mono paste-text"
        aria-label={t('Text to paste')}
        rows={Math.min(14, Math.max(4, lines + 1))}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {controls.length > 0 && (
        <div className="paste-controls" role="alert">
          <TriangleAlert aria-hidden size={16} />
          <span>
            {t('It holds control characters, which act like keys: {{names}}.', {
              names: controls.join(', '),
            })}
          </span>
        </div>
      )}
      {controls.length > 0 && (
        <CheckField label={t('Leave control characters out')} value={clean} commit={setClean} />
      )}
      <CheckField
        label={t('Do not ask again until the page is loaded anew')}
        value={dontAskAgain}
        commit={setDontAskAgain}
      />
      <footer className="modal-footer">
        <Button onClick={closeDialog}>{t('Cancel')}</Button>
        <Button disabled={text === ''} onClick={() => paste(asOneLine)}>
          {t('Paste as one line')}
        </Button>
        <Button data-first tone="primary" disabled={text === ''} onClick={() => paste((as) => as)}>
          {t('Paste')}
        </Button>
      </footer>
    </Modal>
  );
}
