/** Says beside a field, and over a form, what a node runs with that is drawn otherwise. */
import { RefreshCw } from 'lucide-react';
import { type DeviceNode, isDevice } from '../../../shared/document/topology';
import { runLab } from '../../commands/actions/run-actions';
import { t } from '../../i18n/translate';
import { clientsOf, cutOffText, useRunningOtherwise } from '../../lab/drift';
import { restartNodes } from '../../lab/lab-actions';
import { useNodeStatus } from '../../lab/lab-store';
import { Button } from '../../ui/button';
import { CommandText } from '../../ui/command-text';
import { raiseThrown } from '../../ui/notices';
import { VisibleText } from '../../ui/visible-text';
import { fieldLabel, runningText } from './running-value';

/** `Runs with 256 MiB` below a field that was changed since; nothing where it runs as drawn. */
export function RunsWith({ node, field }: { node: string; field: string }) {
  const runs = useRunningOtherwise(node, field);
  if (runs === null) return null;
  return (
    <p className="field-runs">
      <RefreshCw aria-hidden />
      <span>
        {t('Runs with:')}{' '}
        <span className="field-runs-value">
          <VisibleText text={runningText(runs, field)} />
        </span>
      </span>
    </p>
  );
}

/** What was changed since a node was started, who a restart cuts off, and the button for it. */
export function DriftAlert({ node }: { node: DeviceNode }) {
  const status = useNodeStatus(node.id);
  const { drift } = status;
  if (drift === null || !isDevice(drift.runs)) return null;
  const fields = drift.fields.map((field) => fieldLabel(node, field)).join(', ');
  const restart = () => void runLab(restartNodes, [node.id]).catch(raiseThrown);
  return (
    <section className="drift" aria-label={t('Restart to apply')}>
      <p className="drift-fields">{t('It runs otherwise than drawn: {{fields}}.', { fields })}</p>
      {drift.refused !== null && (
        <p>
          <VisibleText text={drift.refused.message} /> <CommandText text={drift.refused.next} />
        </p>
      )}
      <p>
        <VisibleText text={cutOffText(drift.runs, clientsOf(status))} />
      </p>
      <Button onClick={restart}>
        <RefreshCw /> {t('Restart to apply')}
      </Button>
    </section>
  );
}
