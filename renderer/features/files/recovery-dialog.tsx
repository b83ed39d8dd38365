/** Offers unsaved work that an earlier run left behind. */

import { useState } from 'react';
import { discardRecovery, recover } from '../../commands/actions/file-actions';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { Modal } from '../../ui/modal';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function RecoveryDialog() {
  const offers = useDocument((state) => state.recovery);
  const [later, setLater] = useState(false);
  if (offers.length === 0 || later) return null;
  return (
    <Modal title={t('Unsaved work was found')} onClose={() => setLater(true)}>
      <p>{t('Vdelab did not get to save this before it ended.')}</p>
      <ul className="offers">
        {offers.map(({ id, name, path, savedAt, nodeCount }) => (
          <li key={id}>
            <div className="offer-text">
              <strong>{name}</strong>
              <span>
                {when.format(savedAt)}, {t('{{count}} nodes', { count: nodeCount })}
              </span>
              <span className="mono">{path ?? t('Never saved to a file')}</span>
            </div>
            <Button onClick={() => void discardRecovery(id)}>{t('Discard')}</Button>
            <Button data-first tone="primary" onClick={() => void recover(id)}>
              {t('Recover')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
