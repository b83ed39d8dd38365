/** What stands in place of the editor when its service has not answered yet: what is wrong, and what to do. */
import { CloudOff } from 'lucide-react';
import { useSession } from '../../connection/session-store';
import { t } from '../../i18n/translate';

export function NoService() {
  const lost = useSession(({ connection }) => connection === 'lost');
  return (
    <main className="no-service">
      <div role="status">
        {lost && (
          <>
            <CloudOff aria-hidden />
            <h1>{t('Vdelab does not answer')}</h1>
            <p>{t('The lab is shown here as soon as it does.')}</p>
            <p>
              {t('If Vdelab was ended, start it again and open the address that it prints then.')}
            </p>
          </>
        )}
      </div>
    </main>
  );
}
