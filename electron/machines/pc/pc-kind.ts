/** Built-in PCs, as the service knows them. */
import type { PcNode } from '../../../shared/document/topology';
import type { Finding } from '../../../shared/failure/finding';
import type { Remedy } from '../../../shared/failure/remedy';
import { startupFailure } from '../../../shared/rules/startup-failure';
import type { DeviceKind, DrawnSettings } from '../common/device-kind';
import { startupFinding } from '../common/drawn-address';
import { lastingRun } from '../common/lasting-run';
import { pcExport } from './pc-export';
import { pcAddresses, rehearsed, suggestion } from './pc-setup';

function settingsOf(node: PcNode): DrawnSettings {
  const findings = rehearsed(node).failures.map((failure): Finding => {
    const better = suggestion(node, failure);
    const remedy: Remedy | null = better && {
      do: 'set-field',
      label: `Write “${better.line}”`,
      field: 'setup',
      value: better.setup,
    };
    return startupFinding(startupFailure(node, failure), remedy);
  });
  return { addresses: pcAddresses(node), findings };
}

export const pcKind: DeviceKind<PcNode> = {
  run: {
    device: ({ id, cards, setup }, hostname) => ({
      type: 'pc',
      id,
      settings: { hostname, macs: cards.map(({ mac }) => mac), setup },
    }),
    start: async (_, { openConsole }) => {
      await openConsole();
      return lastingRun('built-in');
    },
  },
  checks: { settings: settingsOf },
  script: pcExport,
};
