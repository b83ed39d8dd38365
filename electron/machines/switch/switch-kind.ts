/** Switches and hubs, as the service knows them. */
import type { SwitchNode } from '../../../shared/document/topology';
import { plainSwitch } from '../../../shared/kinds/switch';
import { bridgeMac } from '../../../shared/net/mac-address';
import { startupFailure } from '../../../shared/rules/startup-failure';
import type { DeviceSpec } from '../../dataplane/host/dataplane';
import type { DeviceKind, DrawnSettings } from '../common/device-kind';
import { startupFinding } from '../common/drawn-address';
import { lastingRun } from '../common/lasting-run';
import { switchFailures } from './switch-check';
import { switchExport } from './switch-export';
import { failingSetup } from './switch-setup';

function deviceOf(node: SwitchNode, _: string, directory: string): DeviceSpec {
  const { id, ports, mode, group, management, setup } = node;
  return {
    ...{ type: 'switch', id, ports, group, management, setup, directory },
    hub: node.kind === 'hub',
    mode: Number.parseInt(mode, 8),
    configuration: node.kind === 'switch' ? node : plainSwitch,
    mac: bridgeMac(Math.random),
  };
}

function settingsOf(node: SwitchNode): DrawnSettings {
  const findings = failingSetup(node).map((failure) =>
    startupFinding(startupFailure(node, failure), null),
  );
  return { addresses: [], findings };
}

export const switchKind: DeviceKind<SwitchNode> = {
  run: {
    device: deviceOf,
    start: async (_, { openConsole, directory }) => {
      await openConsole();
      return lastingRun(directory);
    },
  },
  checks: { failures: switchFailures, settings: settingsOf },
  script: switchExport,
};
