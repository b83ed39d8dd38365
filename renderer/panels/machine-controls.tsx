/** What can be done to the selected machine while it runs. */

import { Disc, OctagonX, Pause, Play, Power, RotateCcw } from 'lucide-react';
import type { MachineControl } from '../../shared/machine-control';
import { isAlive, type MachineState } from '../../shared/machine-state';
import type { DeviceNode } from '../../shared/topology';
import { chooseImage } from '../commands/choose-file';
import { useNodeStatus } from '../session/lab-store';
import {
  controlLabels,
  controlMachines,
  giveSysrq,
  setMedium,
  sysrqCommands,
} from '../session/machine-actions';
import { raiseThrown } from '../session/notices';
import { Button } from '../ui/button';
import { t } from '../ui/translate';
import { useSettledPress } from '../ui/use-settled';
import { SnapshotList } from './snapshot-list';

const icons: Record<MachineControl, typeof Play> = {
  pause: Pause,
  resume: Play,
  reset: RotateCcw,
  powerOff: Power,
  kill: OctagonX,
};

/** Pausing a machine that stands still makes no sense, nor resuming one that runs. */
function offered(controls: readonly MachineControl[], paused: boolean): MachineControl[] {
  return controls.filter((control) => control !== (paused ? 'pause' : 'resume'));
}

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

function SysRq({ node }: { node: DeviceNode }) {
  return (
    <select
      className="input"
      aria-label={t('SysRq command')}
      value=""
      onChange={({ currentTarget }) => void giveSysrq(node, currentTarget.value)}
    >
      <option value="" disabled>
        {t('SysRq…')}
      </option>
      {sysrqCommands.map(({ key, label }) => (
        <option key={key} value={key}>
          {t(label)}
        </option>
      ))}
    </select>
  );
}

/** Pause turns into Resume: the second press of a double click must not undo the first. */
function ControlButton({ node, control }: { node: string; control: MachineControl }) {
  const Icon = icons[control];
  const button = useSettledPress(control, () => void controlMachines(control, [node]));
  return (
    <Button tone={control === 'kill' ? 'danger' : 'plain'} {...button}>
      <Icon /> {t(controlLabels[control])}
    </Button>
  );
}

const isUp = (state: MachineState) => isAlive(state) && state !== 'stopping';

export function MachineControls({ node }: { node: DeviceNode }) {
  const { state, facts } = useNodeStatus(node.id);
  const { controls, paused, medium, snapshots, sysrq } = facts;
  if (!isUp(state)) return null;
  return (
    <>
      {(controls.length > 0 || sysrq) && (
        <div className="button-row" role="toolbar" aria-label={t('Machine')}>
          {offered(controls, paused).map((control) => (
            <ControlButton
              key={control === 'resume' ? 'pause' : control}
              node={node.id}
              control={control}
            />
          ))}
          {sysrq && <SysRq node={node} />}
        </div>
      )}
      {medium !== null && <Medium node={node} path={medium} />}
      {snapshots && <SnapshotList node={node} />}
    </>
  );
}
