/** What can be done with one device: its row of actions at the top of the inspector. */
import {
  Monitor,
  OctagonX,
  Pause,
  Play,
  Power,
  RotateCcw,
  ScrollText,
  Square,
  SquareTerminal,
} from 'lucide-react';
import type { NodeStatus } from '../../../shared/contract/service';
import type { DeviceNode } from '../../../shared/document/topology';
import type { MachineControl } from '../../../shared/lab/machine-control';
import { isAlive, type MachineState } from '../../../shared/lab/machine-state';
import {
  hasConsole,
  hasScreen,
  openMachineConsole,
  openMonitor,
  openScreen,
} from '../../consoles/tabs/machine-console';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import {
  controlLabels,
  controlMachines,
  giveSysrq,
  sysrqCommands,
} from '../../lab/machine-actions';
import { type RunMeaning, useRunPress } from '../../lab/run-press';
import { showReport } from '../../ui/dialogs';
import { Action, ActionRow, MoreActions } from '../../ui/menu/action-row';
import { inGroups, type MenuEntry } from '../../ui/menu/floating-menu-store';
import { useSettledPress } from '../../ui/use-settled';

const runLabel: Record<RunMeaning, { Icon: typeof Play; word: string }> = {
  start: { Icon: Play, word: 'Start' },
  stop: { Icon: Square, word: 'Stop' },
  stopNow: { Icon: OctagonX, word: 'Stop now' },
};

function RunButton({ node }: { node: DeviceNode }) {
  const { meaning, button } = useRunPress(node);
  const { Icon, word } = runLabel[meaning];
  const tone = meaning === 'start' ? 'primary' : 'plain';
  return <Action Icon={Icon} word={t(word)} tone={tone} {...button} />;
}

const icons: Record<MachineControl, typeof Play> = {
  pause: Pause,
  resume: Play,
  reset: RotateCcw,
  powerOff: Power,
  kill: OctagonX,
};

/** Pause turns into Resume: the second press of a double click must not undo the first. */
function ControlButton({ node, control }: { node: string; control: MachineControl }) {
  const button = useSettledPress(control, () => void controlMachines(control, [node]));
  return <Action Icon={icons[control]} word={t(controlLabels[control])} {...button} />;
}

const isUp = (state: MachineState) => isAlive(state) && state !== 'stopping';

/** Pausing a machine that stands still makes no sense, nor resuming one that runs. */
function controlsOf({ state, facts }: NodeStatus): MachineControl[] {
  if (!isUp(state)) return [];
  return facts.controls.filter((control) => control !== (facts.paused ? 'pause' : 'resume'));
}

/** Machines that run programs of this computer, once they were started. */
function hasReport({ kind }: DeviceNode, { state }: NodeStatus): boolean {
  return state !== 'off' && kind !== 'switch' && kind !== 'hub' && kind !== 'pc' && kind !== 'tap';
}

function sysrqEntry(node: DeviceNode): MenuEntry {
  const entries = sysrqCommands.map(
    ({ key, label }): MenuEntry => ({
      kind: 'choice',
      label: t(label),
      act: () => void giveSysrq(node, key),
    }),
  );
  return { kind: 'more', label: t('SysRq'), entries };
}

/** What stands in the menu at the end of the row. */
function moreEntries(node: DeviceNode, status: NodeStatus): MenuEntry[] {
  const choice = (label: string, act: () => void): MenuEntry => ({ kind: 'choice', label, act });
  const { failure, channels, facts } = status;
  return inGroups([
    [
      ...(channels.includes('monitor') ? [choice(t('Monitor'), () => openMonitor(node))] : []),
      ...(hasReport(node, status) && failure === null
        ? [choice(t('Command line'), () => showReport(node.id))]
        : []),
      ...(facts.sysrq && isUp(status.state) ? [sysrqEntry(node)] : []),
    ],
    controlsOf(status).includes('kill')
      ? [choice(t(controlLabels.kill), () => void controlMachines('kill', [node.id]))]
      : [],
  ]);
}

export function NodeActions({ node }: { node: DeviceNode }) {
  const status = useNodeStatus(node.id);
  const shown = controlsOf(status).filter((control) => control !== 'kill');
  const more = moreEntries(node, status);
  return (
    <ActionRow>
      <RunButton key={node.id} node={node} />
      {hasConsole(node) && (
        <Action
          Icon={SquareTerminal}
          word={t('Console')}
          onClick={() => openMachineConsole(node)}
        />
      )}
      {(hasScreen(node) || status.screen) && (
        <Action Icon={Monitor} word={t('Screen')} onClick={() => openScreen(node)} />
      )}
      {status.failure !== null && hasReport(node, status) && (
        <Action Icon={ScrollText} word={t('What it printed')} onClick={() => showReport(node.id)} />
      )}
      {shown.map((control) => (
        <ControlButton
          key={control === 'resume' ? 'pause' : control}
          node={node.id}
          control={control}
        />
      ))}
      {more.length > 0 && <MoreActions entries={more} />}
    </ActionRow>
  );
}
