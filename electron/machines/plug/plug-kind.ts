/** VDE plugs, as the service knows them. */
import type { PlugNode } from '../../../shared/document/topology';
import type { DeviceKind } from '../common/device-kind';
import { plugFailures } from './plug-check';
import { PlugDriver } from './plug-driver';
import { plugExport } from './plug-export';

const driver = new PlugDriver();

export const plugKind: DeviceKind<PlugNode> = {
  run: { driver },
  checks: {
    failures: async (node, document) => {
      const failure = await driver.check(node);
      return failure === null ? plugFailures(node, document) : [failure];
    },
  },
  script: plugExport,
};
