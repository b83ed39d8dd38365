/** Which real parts are installed, and how to get the others. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Part } from '../../shared/service';
import { call } from '../session/client';
import { raiseThrown } from '../session/notices';
import { CommandText } from '../ui/command-text';
import { CopyButton } from '../ui/copy-button';
import { closeDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';

function useParts(): readonly Part[] | null {
  const [parts, setParts] = useState<readonly Part[] | null>(null);
  useEffect(() => {
    call('parts.check', {}).then((result) => setParts(result.parts), raiseThrown);
  }, []);
  return parts;
}

function Missing({ part }: { part: Part }) {
  return (
    <>
      <p className="part-without">Without it: {part.without}</p>
      {part.install !== '' && (
        <p className="copy-line">
          <code>{part.install}</code>
          <CopyButton text={part.install} name={`Copy command to install ${part.title}`} />
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
          <span className="badge">{found ? 'Found' : 'Missing'}</span>
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

export function PartsDialog() {
  const parts = useParts();
  return (
    <Modal title="What is installed" width="wide" onClose={closeDialog}>
      <p>Built-in PCs, switches and hubs need nothing. The rest uses these programs.</p>
      {parts === null ? (
        <p className="field-help" role="status">
          Looking…
        </p>
      ) : (
        <ul className="parts">
          {parts.map((part) => (
            <PartRow key={part.id} part={part} />
          ))}
        </ul>
      )}
    </Modal>
  );
}
