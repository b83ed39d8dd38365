/** What a node is doing: its state, why it failed, a loop through it, a machine's counters. */

import { Monitor, OctagonX, Play, Square, SquareTerminal } from 'lucide-react';
import type { NodeStatus } from '../../shared/service';
import { type DeviceNode, isSwitch } from '../../shared/topology';
import { stateTitle } from '../canvas/node-summary';
import {
  hasConsole,
  hasScreen,
  openMachineConsole,
  openMonitor,
  openScreen,
} from '../commands/machine-console';
import { useNodeStatus } from '../session/lab-store';
import { type RunMeaning, useRunPress } from '../session/run-press';
import { Button } from '../ui/button';
import { CommandText } from '../ui/command-text';
import { showDialog, showReport } from '../ui/dialogs';
import { t } from '../ui/translate';
import { VisibleText } from '../ui/visible-text';
import { CountersTable } from './counters-table';
import { MachineControls } from './machine-controls';
import { MachineDisks } from './machine-disks';
import { RemedyButton } from './remedy-button';
import { StormAlert } from './storm-alert';

function Failed({ node, failure }: { node: string; failure: NonNullable<NodeStatus['failure']> }) {
  const { code, message, next, said = '', remedy, detail = '' } = failure;
  return (
    <div className="failure" role="alert">
      <p className="failure-message">
        <VisibleText text={message} />
      </p>
      {said !== '' && (
        <p className="failure-said">
          <VisibleText text={said} />
        </p>
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

/** Machines that run programs of this computer, once they were started. */
function hasReport({ kind }: DeviceNode, { state }: NodeStatus): boolean {
  return state !== 'off' && kind !== 'switch' && kind !== 'hub' && kind !== 'pc' && kind !== 'tap';
}

const runWords: Record<RunMeaning, { Icon: typeof Play; word: string }> = {
  start: { Icon: Play, word: 'Start' },
  stop: { Icon: Square, word: 'Stop' },
  stopNow: { Icon: OctagonX, word: 'Stop now' },
};

function RunButton({ node }: { node: DeviceNode }) {
  const { meaning, button } = useRunPress(node);
  const { Icon, word } = runWords[meaning];
  return (
    <Button tone={meaning === 'start' ? 'primary' : 'plain'} {...button}>
      <Icon /> {t(word)}
    </Button>
  );
}

export function NodeStatusPanel({ node }: { node: DeviceNode }) {
  const status = useNodeStatus(node.id);
  const { state, detail, failure, directory, channels, storm, facts, bootMs } = status;
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
      {facts.trouble !== null && <Failed node={node.id} failure={facts.trouble} />}
      <div className="button-row">
        <RunButton key={node.id} node={node} />
        {hasConsole(node) && (
          <Button onClick={() => openMachineConsole(node)}>
            <SquareTerminal /> {t('Console')}
          </Button>
        )}
        {(hasScreen(node) || status.screen) && (
          <Button onClick={() => openScreen(node)}>
            <Monitor /> {t('Screen')}
          </Button>
        )}
        {channels.includes('monitor') && (
          <Button onClick={() => openMonitor(node)}>{t('Monitor')}</Button>
        )}
        {hasReport(node, status) && (
          <Button onClick={() => showReport(node.id)}>
            {failure === null ? t('Command line') : t('What it printed')}
          </Button>
        )}
      </div>
      {!isSwitch(node) && <MachineControls node={node} />}
      {(node.kind === 'qemu' || node.kind === 'uml') && <MachineDisks node={node} />}
      {storm !== null && isSwitch(node) && <StormAlert node={node} storm={storm} />}
      {state === 'running' && !isSwitch(node) && (
        <>
          <h3>{t('Traffic')}</h3>
          <CountersTable node={node} />
        </>
      )}
    </section>
  );
}
