/** Messages below the inspector: failures with their next step stay until they are closed. */

import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { currentDocument } from '../document/store/document-store';
import { reveal } from '../editor/viewport/view-port';
import { t } from '../i18n/translate';
import { Button, IconButton } from '../ui/button';
import { CommandText } from '../ui/command-text';
import { dismiss, dismissAll, type Notice, useNotices } from '../ui/notices';
import { VisibleText } from '../ui/visible-text';

const DONE_MS = 3_500;

function Toast({ notice }: { notice: Notice }) {
  const { id, tone, message, next, detail, record, action } = notice;
  useEffect(() => {
    if (tone !== 'done') return;
    const timer = setTimeout(() => dismiss(id), DONE_MS);
    return () => clearTimeout(timer);
  }, [id, tone]);
  const { nodes, cables } = currentDocument();
  const known = record !== null && (nodes[record] ?? cables[record]) !== undefined;
  return (
    <div className="toast" data-tone={tone}>
      {tone === 'done' ? <CircleCheck /> : <TriangleAlert />}
      <div className="toast-text">
        <p className="toast-message">
          <VisibleText text={message} />
        </p>
        {next !== '' && (
          <p className="toast-next">
            <CommandText text={next} />
          </p>
        )}
        {detail !== '' && (
          <details>
            <summary>{t('Detail')}</summary>
            <pre>
              <VisibleText text={detail} />
            </pre>
          </details>
        )}
        {action !== undefined && (
          <Button
            onClick={() => {
              dismiss(id);
              action.act();
            }}
          >
            {action.label}
          </Button>
        )}
        {known && (
          <Button tone="quiet" onClick={() => reveal(record)}>
            {t('Show in the drawing')}
          </Button>
        )}
      </div>
      <IconButton name={t('Close message')} onClick={() => dismiss(id)}>
        <X />
      </IconButton>
    </div>
  );
}

export function Toasts() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="toasts" role="log" aria-live="polite" aria-label={t('Messages')}>
      {notices.length > 1 && (
        <Button tone="quiet" onClick={dismissAll}>
          {t('Close all messages')}
        </Button>
      )}
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
