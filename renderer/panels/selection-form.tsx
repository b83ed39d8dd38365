/** What can be done with several selected things at once. */

import { Play, RotateCcw, Square, Trash2 } from 'lucide-react';
import { isDevice } from '../../shared/topology';
import { perform } from '../commands/actions';
import { useDocument } from '../document/document-store';
import { Button } from '../ui/button';
import { ArrangeButtons } from './arrange-buttons';

export function SelectionForm({ ids }: { ids: readonly string[] }) {
  const nodes = useDocument(({ document }) => document.nodes);
  const devices = ids.filter((id) => isDevice(nodes[id])).length;
  const cables = ids.filter((id) => nodes[id] === undefined).length;
  return (
    <div className="form">
      <p className="field-help">
        {devices} {devices === 1 ? 'device' : 'devices'}, {cables}{' '}
        {cables === 1 ? 'cable' : 'cables'}
      </p>
      <div className="button-row">
        <Button
          tone="primary"
          disabled={devices === 0}
          onClick={() => perform('lab.startSelection')}
        >
          <Play /> Start
        </Button>
        <Button disabled={devices === 0} onClick={() => perform('lab.stopSelection')}>
          <Square /> Stop
        </Button>
        <Button disabled={devices === 0} onClick={() => perform('lab.restartSelection')}>
          <RotateCcw /> Restart
        </Button>
        <Button tone="danger" onClick={() => perform('edit.delete')}>
          <Trash2 /> Delete
        </Button>
      </div>
      <ArrangeButtons />
    </div>
  );
}
