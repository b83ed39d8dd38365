/** What the console of a switch says of its startup commands, tried on a switch that nothing is plugged into. */

import type { SwitchNode } from '../../../shared/document/topology';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { COUNTERS_PER_PORT, PortCounters } from '../../engine/core/counters';
import { MAX_LINE } from '../../engine/core/limits';
import { configureVlans } from '../../engine/switch/configure-vlans';
import { Fabric } from '../../engine/switch/fabric';
import { Switch } from '../../engine/switch/switch';
import { deaf } from '../../engine/switch/switch-listener';
import type { ManagedSwitch } from '../../management/command';
import { statusLine } from '../../management/errors';
import { runSilently } from '../../management/session/command-runner';
import { groupName, groupNumber, userName, userNumber } from '../../system/folders/accounts';

const BUCKETS = 128;
const COLLECTION_SECONDS = 2;
const MAC = '00ff00000001';

function bareSwitch(node: SwitchNode): ManagedSwitch {
  const one = new Switch(
    new Fabric(),
    { ports: node.ports, hub: node.kind === 'hub', mac: MAC },
    () => new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0),
    deaf,
  );
  if (node.kind === 'switch') {
    // The console's commands come after what is drawn.
    for (const _ of configureVlans(one.membership, {}, node.vlans));
    one.tree.setPriority(node.priority);
    one.tree.enable(node.fstp);
  }
  return {
    switch: one,
    facts: {
      version: '',
      pid: 0,
      mac: MAC,
      directory: node.directory,
      mode: 0,
      management: null,
      uptime: () => 0,
    },
    accounts: { userId: userNumber, groupId: groupNumber, userName, groupName },
    tableSettings: { buckets: BUCKETS, collectionSeconds: COLLECTION_SECONDS },
    currentUser: () => null,
  };
}

/** The commands that a start will fail at. Takes time linear in ports and commands. */
export function failingSetup(node: SwitchNode): StartupFailure[] {
  if (node.setup.length === 0) return [];
  const managed = bareSwitch(node);
  return node.setup.flatMap((command, index): StartupFailure[] => {
    const isTooLong = command.length > MAX_LINE;
    const status = isTooLong ? statusLine('EINVAL') : runSilently(command, managed);
    const isWell = status === '' || status === statusLine(null);
    return isWell ? [] : [{ line: index + 1, command, printed: status }];
  });
}
