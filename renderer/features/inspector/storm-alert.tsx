/** Says that frames go round in a loop, and mends it where a spanning tree can. */

import { RefreshCwOff } from 'lucide-react';
import type { SwitchNode } from '../../../shared/document/topology';
import type { Storm } from '../../../shared/lab/switch-view';
import { switchesInLoopWith, tameLoop } from '../../document/edits/tree-edits';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { stormText } from '../../lab/spanning-tree';
import { Button } from '../../ui/button';

export function StormAlert({ node, storm }: { node: SwitchNode; storm: Storm }) {
  const canTame = useDocument(({ document }) =>
    switchesInLoopWith(document, node.id).some((one) => one.kind === 'switch' && !one.fstp),
  );
  const tame = () => edit(t('Turn spanning tree on'), tameLoop(currentDocument(), node.id));
  return (
    <div className="failure" role="alert">
      <p className="failure-message storm-words">
        <RefreshCwOff aria-hidden /> {stormText(node.name, storm.ports)}
      </p>
      <p>
        {canTame
          ? t('A spanning tree would block one cable of the loop and keep it as a spare.')
          : t('Remove one cable of the loop.')}
      </p>
      {canTame && (
        <div className="button-row">
          <Button tone="primary" onClick={tame}>
            {t('Turn spanning tree on')}
          </Button>
        </div>
      )}
    </div>
  );
}
