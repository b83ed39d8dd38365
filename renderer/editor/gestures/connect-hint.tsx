/** What to do with a cable that was taken in hand by key: there is no pointer that would show it. */
import { endName } from '../../document/edits/cable-edits';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useCableDrag } from './cable-drag';

export function ConnectHint() {
  const connecting = useCableDrag(({ drag }) => drag?.byKeys !== undefined);
  const from = useCableDrag(({ drag }) => drag?.from);
  const document = useDocument((state) => state.document);
  return (
    <output className="connect-hint" data-shown={connecting || undefined}>
      {connecting &&
        from !== undefined &&
        t('Cable from {{end}} in hand: go to the other node and press C. Esc puts it away.', {
          end: endName(document, from),
        })}
    </output>
  );
}
