/** What stands on an empty canvas: how to get from nothing to a ping, and labs to open. */
import { FolderOpen, Plus } from 'lucide-react';
import { openLab } from '../commands/file-actions';
import { ExampleCards } from '../start/example-cards';
import { RecentFiles } from '../start/recent-files';
import { Button } from '../ui/button';
import { t } from '../ui/translate';
import { addInFreePlace } from './view-port';

const nothing = () => undefined;

export function EmptyCanvas() {
  return (
    <div className="empty-canvas">
      <div className="start-page">
        <header>
          <h2>{t('Start with an example')}</h2>
          <p>{t('Open one, press Start all, and work in the consoles of its machines.')}</p>
        </header>
        <ExampleCards opening={nothing} />
        <section aria-label={t('Your own lab')}>
          <h2>{t('Or draw your own')}</h2>
          <p>
            {t(
              'Drag a switch and two PCs from the palette to here, drag from a jack of each PC to the switch, press Start all.',
            )}
          </p>
          <div className="start-actions">
            <Button onClick={() => addInFreePlace('switch')}>
              <Plus aria-hidden /> {t('Start with a switch')}
            </Button>
            <Button onClick={() => void openLab()}>
              <FolderOpen aria-hidden /> {t('Open a file…')}
            </Button>
          </div>
        </section>
        <RecentFiles />
      </div>
    </div>
  );
}
