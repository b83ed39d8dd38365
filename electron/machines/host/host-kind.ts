/** Namespace hosts, as the service knows them. */
import type { HostNode } from '../../../shared/document/topology';
import { startupFailure } from '../../../shared/rules/startup-failure';
import type { DeviceKind, DrawnSettings } from '../common/device-kind';
import { faultOf, startupFinding } from '../common/drawn-address';
import { HostDriver } from './host-driver';
import { hostExport } from './host-export';
import { readHostScript } from './start-script';

const driver = new HostDriver();

function settingsOf(node: HostNode): DrawnSettings {
  const { failures, addresses } = readHostScript(node);
  const findings = failures.map((failure) => startupFinding(startupFailure(node, failure), null));
  return { addresses, findings: [...findings, ...addresses.flatMap(faultOf)] };
}

export const hostKind: DeviceKind<HostNode> = {
  run: { driver },
  checks: {
    failures: async (node) => {
      const failure = await driver.check(node);
      return failure === null ? [] : [failure];
    },
    settings: settingsOf,
  },
  script: hostExport,
};
