/** What a node is doing: its state, why it failed, a loop through it, a machine's counters. */

import type { NodeStatus } from '../../../shared/contract/service';
import { type DeviceNode, isSwitch } from '../../../shared/document/topology';
import { stateTitle } from '../../editor/scene/node-summary';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { useRecordFindings } from '../../lab/problems/problems';
import { Button } from '../../ui/button';
import { CommandText } from '../../ui/command-text';
import { showDialog } from '../../ui/dialogs';
import { VisibleText } from '../../ui/visible-text';
import { InspectorSection } from '../forms/inspector-section';
import { DriftAlert } from '../forms/running-mark';
import { MachineDisks } from '../machine/machine-disks';
import { MachineMedia } from '../machine/machine-media';
import { RemedyButton } from '../problems/remedy-button';
import { CountersTable } from '../switch-panel/counters-table';
import { NodeActions } from './node-actions';
import { SightingAlerts } from './sighting-alert';
import { StormAlert } from './storm-alert';

function Failed({ node, failure }: { node: string; failure: NonNullable<NodeStatus['failure']> }) {
  const { code, message, next, said = '', remedy, detail = '' } = failure;
  return (
    <div className="failure" role="alert">
      <p className="failure-message">
        <VisibleText text={message} />
      </p>
      {said !== '' && (
        <code className="failure-said">
          <VisibleText text={said} />
        </code>
      )}
      <p>
        <CommandText text={next} />
      </p>
      {detail !== '' && (
        <details open>
          <summary>{t('Detail')}</summary>
          <pre>{detail}</pre>
        </details>
      )}
      {remedy !== undefined && <RemedyButton record={node} remedy={remedy} />}
      {code === 'program-missing' && (
        <Button tone="quiet" onClick={() => showDialog('parts')}>
          {t('What is installed')}
        </Button>
      )}
    </div>
  );
}

/** Startup commands that failed, but for those that are told at their field as long as they stand there. */
function StartupFailures({ node, failures }: { node: string; failures: NodeStatus['startup'] }) {
  const findings = useRecordFindings(node);
  const told = new Set(findings.map(({ message }) => message));
  return failures
    .filter(({ message }) => !told.has(message))
    .map((failure) => <Failed key={failure.message} node={node} failure={failure} />);
}

export function NodeStatusPanel({ node }: { node: DeviceNode }) {
  const status = useNodeStatus(node.id);
  const { state, detail, failure, directory, storm, sightings, facts, bootMs } = status;
  return (
    <section className="node-status" aria-label={t('Status')}>
      <p className="status-line">
        <span className="state-dot" data-state={state} />
        <strong>{stateTitle(state)}</strong>
        {failure === null && detail !== '' && detail !== directory && (
          <span className="status-detail">{detail}</span>
        )}
        {bootMs !== null && !isSwitch(node) && (
          <span className="status-detail">
            {t('ready after {{value}} s', { value: (bootMs / 1000).toFixed(1) })}
          </span>
        )}
      </p>
      {failure !== null && <Failed node={node.id} failure={failure} />}
      <DriftAlert node={node} />
      {facts.trouble !== null && <Failed node={node.id} failure={facts.trouble} />}
      <StartupFailures node={node.id} failures={status.startup} />
      <NodeActions node={node} />
      {!isSwitch(node) && <MachineMedia node={node} />}
      {(node.kind === 'qemu' || node.kind === 'uml') && <MachineDisks node={node} />}
      {storm !== null && isSwitch(node) && <StormAlert node={node} storm={storm} />}
      {isSwitch(node) && <SightingAlerts node={node} sightings={sightings} />}
    </section>
  );
}

/** What a machine that runs has sent and received. */
export function NodeTraffic({ node }: { node: DeviceNode }) {
  const { state } = useNodeStatus(node.id);
  if (state !== 'running' || isSwitch(node)) return null;
  return (
    <InspectorSection id="traffic" title={t('Traffic')}>
      <CountersTable node={node} />
    </InspectorSection>
  );
}
