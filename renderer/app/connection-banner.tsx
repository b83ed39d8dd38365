/** Says that the service cannot be reached. Drawing goes on; it is sent when the connection is back. */

import { CloudOff } from 'lucide-react';
import { useSession } from '../connection/session-store';
import { t } from '../i18n/translate';

export function ConnectionBanner() {
  const lost = useSession(({ connection }) => connection === 'lost');
  return (
    <div className="connection-banner" role="status" data-lost={lost}>
      {lost && (
        <>
          <CloudOff />{' '}
          {t('The connection to Vdelab is lost. Your edits are kept until it is back.')}
        </>
      )}
    </div>
  );
}
