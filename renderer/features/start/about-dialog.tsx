/** What this app is: its version, its licence, and the versions of what it works with. */
import { Bug } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Part } from '../../../shared/lab/parts';
import { perform } from '../../commands/perform';
import { call } from '../../connection/client';
import { useSession } from '../../connection/session-store';
import { t } from '../../i18n/translate';
import { AppMark } from '../../ui/app-mark';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';
import { appVersions, partVersions, reportText } from './versions';

/** The parts that are there; empty until the service has looked. */
function useParts(): readonly Part[] {
  const [parts, setParts] = useState<readonly Part[]>([]);
  useEffect(() => {
    call('parts.check', {}).then((answer) => setParts(answer.parts), raiseThrown);
  }, []);
  return parts;
}

function Versions({ title, rows }: { title: string; rows: { name: string; version: string }[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className="counts">
        {rows.map(({ name, version }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function AboutDialog() {
  const hello = useSession((session) => session.hello);
  const parts = useParts();
  if (hello === null) return null;
  const rows = partVersions(parts);
  return (
    <Modal title={t('About Vdelab')} onClose={closeDialog}>
      <div className="about">
        <AppMark />
        <p>{t('Draw a network, click Start, and work in its machines.')}</p>
        <p className="field-help">
          {t('Version {{version}}. Free software under the MIT licence.', {
            version: hello.version,
          })}
        </p>
      </div>
      <div className="modal-sections">
        <Versions title={t('App')} rows={appVersions(hello)} />
        {rows.length > 0 && <Versions title={t('Found on this computer')} rows={rows} />}
      </div>
      <footer className="modal-footer">
        <Button onClick={() => perform('help.reportBug')}>
          <Bug /> {t('Report a bug…')}
        </Button>
      </footer>
    </Modal>
  );
}

/** A text to begin a report with, to be copied to wherever it is sent. */
export function ReportBugDialog() {
  const hello = useSession((session) => session.hello);
  const parts = useParts();
  const [written, setWritten] = useState<string | null>(null);
  if (hello === null) return null;
  const text = written ?? reportText(hello, parts);
  return (
    <Modal title={t('Report a bug')} width="wide" onClose={closeDialog}>
      <p>
        {t(
          'Write down what happened, copy the text, and send it to those from whom you have Vdelab. It holds versions, and nothing of your lab, your files or your name.',
        )}
      </p>
      <textarea
        className="input bug-report"
        aria-label={t('Report')}
        rows={14}
        value={text}
        spellCheck={false}
        onChange={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      <footer className="modal-footer">
        <CopyButton text={text} name={t('Copy the report')} />
      </footer>
    </Modal>
  );
}
