/** How far a paste line by line has come; it can be stopped. */
import { LoaderCircle } from 'lucide-react';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { usePaste } from './paste';

export function PasteBanner({ id }: { id: ConsoleId }) {
  const running = usePaste((state) => state.running);
  if (running?.id !== id) return null;
  return (
    <div className="terminal-banner" role="status">
      <LoaderCircle aria-hidden size={16} className="terminal-banner-busy" />
      <span>
        {t('Pasting line {{sent}} of {{total}}.', { sent: running.sent, total: running.total })}
      </span>
      <Button aria-label={t('Stop pasting')} onClick={running.stop}>
        {t('Stop')}
      </Button>
    </div>
  );
}
