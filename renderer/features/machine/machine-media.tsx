/** What a machine that runs holds: the disc in its drive, and its snapshots. */

import { Disc } from 'lucide-react';
import type { DeviceNode } from '../../../shared/document/topology';
import { isAlive } from '../../../shared/lab/machine-state';
import { chooseImage } from '../../commands/actions/choose-file';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { setMedium } from '../../lab/machine-actions';
import { Button } from '../../ui/button';
import { raiseThrown } from '../../ui/notices';
import { SnapshotList } from './snapshot-list';

function Medium({ node, path }: { node: DeviceNode; path: string }) {
  const change = async () => {
    try {
      const chosen = await chooseImage(t('Choose a CD image'), ['cd'], ['iso'], path);
      if (chosen !== null) await setMedium(node, chosen);
    } catch (error) {
      raiseThrown(error);
    }
  };
  const name = path === '' ? t('No disc') : path.slice(path.lastIndexOf('/') + 1);
  return (
    <div className="medium">
      <span className="medium-name" title={path}>
        <Disc aria-hidden /> {name}
      </span>
      <Button aria-label={t('Change the disc')} onClick={() => void change()}>
        {t('Change…')}
      </Button>
      <Button
        aria-label={t('Eject the disc')}
        disabled={path === ''}
        onClick={() => void setMedium(node, '')}
      >
        {t('Eject')}
      </Button>
    </div>
  );
}

export function MachineMedia({ node }: { node: DeviceNode }) {
  const { state, facts } = useNodeStatus(node.id);
  const { medium, snapshots } = facts;
  if (!isAlive(state) || state === 'stopping') return null;
  return (
    <>
      {medium !== null && <Medium node={node} path={medium} />}
      {snapshots && <SnapshotList node={node} />}
    </>
  );
}
