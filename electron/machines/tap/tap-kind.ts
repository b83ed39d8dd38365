/** Taps, as the service knows them. */
import type { TapNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import type { DeviceKind } from '../common/device-kind';
import { fieldAddress } from '../common/drawn-address';
import { commandsForRoot, runTap } from './tap-address';
import { tapFailures } from './tap-check';
import { tapExport } from './tap-export';

/** Whoever may not make a tap needs all that root has to do for it, to be run once. */
async function withCommands(error: unknown, node: TapNode): Promise<unknown> {
  const { failure } = error instanceof FailureError ? error : {};
  if (failure?.code !== 'tap-forbidden' || !failure.next.includes('tuntap')) return error;
  const commands = await commandsForRoot(node);
  return new FailureError({ ...failure, next: `Run \`${commands}\` once, then start again.` });
}

export const tapKind: DeviceKind<TapNode> = {
  run: {
    device: ({ id, interface: name }) => ({ type: 'tap', id, interface: name }),
    deviceFailure: withCommands,
    start: (node, { supervisor, report }) => {
      report(`Setting up ${node.interface}`);
      return runTap(node, supervisor, report);
    },
  },
  checks: {
    failures: tapFailures,
    settings: (node) => ({ addresses: fieldAddress(node, 'address'), findings: [] }),
  },
  script: tapExport,
};
