/** Internet access, as the service knows it. */
import type { NatNode } from '../../../shared/document/topology';
import type { DeviceKind } from '../common/device-kind';
import { fieldAddress } from '../common/drawn-address';
import { natFailures } from './nat-check';
import { NatDriver } from './nat-driver';
import { natExport } from './nat-export';

export const natKind: DeviceKind<NatNode> = {
  run: { driver: new NatDriver() },
  checks: {
    failures: natFailures,
    settings: (node) => ({
      addresses: [...fieldAddress(node, 'address'), ...fieldAddress(node, 'dns')],
      findings: [],
    }),
  },
  script: natExport,
};
