/** Text of strangers as it is shown: what cannot be seen is named and marked. */
import { visibleParts } from '../../shared/text/visible-text';
import { t } from '../i18n/translate';

/** A text in which nothing can hide, turn the direction or run into what stands beside it. */
export function VisibleText({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (parts.every(({ isHidden }) => !isHidden)) return text;
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.text.length;
    return part.isHidden ? (
      <mark key={key} className="hidden-character" title={t('A character that would not be seen')}>
        {part.text}
      </mark>
    ) : (
      <span key={key}>{part.text}</span>
    );
  });
}
