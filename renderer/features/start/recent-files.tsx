/** Labs opened or saved lately, as a list to open them from. */
import { FileClock } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecentFile } from '../../../shared/contract/service';
import { openRecent } from '../../commands/actions/file-actions';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { raiseThrown } from '../../ui/notices';

const MOST_SHOWN = 5;

/** The list as the service has it when this comes to the page. */
export function useRecentFiles(): readonly RecentFile[] {
  const [files, setFiles] = useState<readonly RecentFile[]>([]);
  useEffect(() => {
    let gone = false;
    call('files.recent', {}).then((result) => !gone && setFiles(result.files), raiseThrown);
    return () => {
      gone = true;
    };
  }, []);
  return files;
}

export function RecentFiles() {
  const files = useRecentFiles();
  if (files.length === 0) return null;
  return (
    <section aria-label={t('Recent')}>
      <h3>{t('Recent')}</h3>
      <ul className="recent-files">
        {files.slice(0, MOST_SHOWN).map(({ path, name }) => (
          <li key={path}>
            <button type="button" title={path} onClick={() => void openRecent(path)}>
              <FileClock aria-hidden />
              <span className="recent-name">{name}</span>
              <span className="recent-path">{path}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
