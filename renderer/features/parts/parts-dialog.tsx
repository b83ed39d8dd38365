/** Which real parts are installed, what the drawing needs of them, and how to get the others. */

import { CircleCheck, CircleDashed, RefreshCw, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { allCommands, groupTitles, type Part } from '../../../shared/lab/parts';
import { groupsOf, type Lack, lacksOf } from '../../../shared/rules/part-needs';
import { call } from '../../connection/client';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { askForKernelsAgain } from '../../lab/uml-kernels';
import { Button } from '../../ui/button';
import { CommandText } from '../../ui/command-text';
import { CopyButton } from '../../ui/copy-button';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';
import { lackText, summaryOf } from './part-labels';

/** The parts, null while they are looked for; and how to look again. */
function useParts(): { parts: readonly Part[] | null; lookAgain: () => void } {
  const [parts, setParts] = useState<readonly Part[] | null>(null);
  const look = useCallback((again: boolean) => {
    setParts(null);
    call('parts.check', { again }).then((result) => setParts(result.parts), raiseThrown);
  }, []);
  useEffect(() => look(false), [look]);
  const lookAgain = () => {
    look(true);
    askForKernelsAgain();
  };
  return { parts, lookAgain };
}

function Missing({ part }: { part: Part }) {
  return (
    <>
      <p className="part-without">
        {t('Without it:')} <CommandText text={part.without} copies={false} />
      </p>
      {part.install !== '' && (
        <p className="copy-line">
          <code>{part.install}</code>
          <CopyButton
            text={part.install}
            name={t('Copy command to install {{title}}', { title: part.title })}
          />
        </p>
      )}
    </>
  );
}

function PartRow({ part }: { part: Part }) {
  const { title, found, version, purpose } = part;
  return (
    <li data-found={found}>
      {found ? <CircleCheck aria-hidden /> : <CircleDashed aria-hidden />}
      <div>
        <p className="part-title">
          <strong>{title}</strong>
          <span className="badge">{found ? t('Found') : t('Missing')}</span>
          {version !== '' && <span className="part-version">{version}</span>}
        </p>
        <p>
          <CommandText text={purpose} copies={false} />
        </p>
        {!found && <Missing part={part} />}
      </div>
    </li>
  );
}

function Lacks({ lacks }: { lacks: readonly Lack[] }) {
  return (
    <ul className="part-lacks" aria-label={t('What the drawing lacks')}>
      {lacks.map((lack) => (
        <li key={lack.part.id}>
          <TriangleAlert aria-hidden />
          {lackText(lack)}
        </li>
      ))}
    </ul>
  );
}

function AllCommands({ parts }: { parts: readonly Part[] }) {
  const commands = allCommands(parts);
  if (commands === '') return null;
  return (
    <section aria-label={t('All commands')}>
      <h3>{t('To get all that is missing')}</h3>
      <div className="copy-line command-block">
        <pre>{commands}</pre>
        <CopyButton text={commands} name={t('Copy all commands')} />
      </div>
    </section>
  );
}

function Parts({ parts }: { parts: readonly Part[] }) {
  const document = useDocument((state) => state.document);
  const lacks = lacksOf(document, parts);
  return (
    <>
      <p role="status">{summaryOf(parts, lacks)}</p>
      {lacks.length > 0 && <Lacks lacks={lacks} />}
      <div className="modal-sections">
        {groupsOf(parts).map(({ group, parts: some }) => (
          <section key={group} aria-label={t(groupTitles[group])}>
            <h3>{t(groupTitles[group])}</h3>
            <ul className="parts">
              {some.map((part) => (
                <PartRow key={part.id} part={part} />
              ))}
            </ul>
          </section>
        ))}
        <AllCommands parts={parts} />
      </div>
    </>
  );
}

export function PartsDialog() {
  const { parts, lookAgain } = useParts();
  return (
    <Modal title={t('What is installed')} width="wide" onClose={closeDialog}>
      <p>{t('Built-in PCs, switches and hubs need nothing. The rest uses these programs.')}</p>
      {parts === null ? (
        <p className="field-help" role="status">
          {t('Looking…')}
        </p>
      ) : (
        <Parts parts={parts} />
      )}
      <footer className="modal-footer">
        <Button disabled={parts === null} onClick={lookAgain}>
          <RefreshCw /> {t('Look again')}
        </Button>
      </footer>
    </Modal>
  );
}
