/** What stands on an empty canvas: how to get from nothing to a ping, and labs to open. */
import { FolderOpen, Plus } from 'lucide-react';
import { openLab } from '../../commands/actions/file-actions';
import { addInFreePlace } from '../../editor/placing/add-node';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { ExampleCards } from './example-cards';
import { RecentFiles } from './recent-files';

const nothing = () => undefined;

export function EmptyCanvas() {
  return (
    <div className="empty-canvas">
      <div className="start-page">
        <header>
          <div>
            <h2>{t('Draw your first network')}</h2>
            <p>
              {t('Drag a switch and two PCs to here, and a cable from each PC to the switch.')}{' '}
              {t('Press Start all, then double-click a PC.')}
            </p>
          </div>
          <div className="start-actions">
            <Button onClick={() => addInFreePlace('switch')}>
              <Plus aria-hidden /> {t('Start with a switch')}
            </Button>
            <Button onClick={() => void openLab()}>
              <FolderOpen aria-hidden /> {t('Open a file…')}
            </Button>
          </div>
        </header>
        <RecentFiles />
        <section aria-label={t('Ready-made labs')}>
          <h3>{t('Or open one of these')}</h3>
          <ExampleCards opening={nothing} />
        </section>
      </div>
    </div>
  );
}
