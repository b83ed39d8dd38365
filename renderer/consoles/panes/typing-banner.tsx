/** How far the clipboard has been typed on a screen; it can be stopped. */
import { LoaderCircle } from 'lucide-react';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { useTyping } from '../screen/screens';

export function TypingBanner({ tab }: { tab: string }) {
  const running = useTyping(({ running: all }) => all[tab]);
  if (running === undefined) return null;
  return (
    <div className="terminal-banner" role="status">
      <LoaderCircle aria-hidden size={16} className="terminal-banner-busy" />
      <span>
        {t('Typing {{sent}} of {{total}} characters.', {
          sent: running.sent.toLocaleString(),
          total: running.total.toLocaleString(),
        })}
      </span>
      <Button aria-label={t('Stop typing')} onClick={running.stop}>
        {t('Stop')}
      </Button>
    </div>
  );
}
