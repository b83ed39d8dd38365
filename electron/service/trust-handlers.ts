/** What the service does for the calls about what a lab may do, and what other calls ask of it. */

import type { DisksQuestion, trustCalls } from '../../shared/contract/service-trust';
import { type DeviceNode, isDevice, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { notAgreed } from '../../shared/trust/permission-text';
import { nodeInPermission, type Permission } from '../../shared/trust/permissions';
import { withTheirSwitches } from '../lab/lab-plan';
import { keepsDisks } from '../machines/kinds';
import type { LabIdentity } from '../trust/lab-identity';
import type { LabPermissions } from '../trust/lab-permissions';
import type { Caller, Handlers } from './session';

type Targets = 'all' | readonly string[];

export interface LabTrust {
  pending(nodes: Targets): Promise<Permission[]>;
  grant(keys: readonly string[], remember: boolean): Promise<void>;
  /** Throws a FailureError when something of the node is pending. */
  check(node: string): Promise<void>;
  /** Throws a FailureError when the program is named by the drawing and nobody agreed to it. */
  checkProgram(path: string): Promise<void>;
  /** What has to be answered before these nodes use their disks. */
  disksQuestion(nodes: Targets): Promise<DisksQuestion | null>;
  /** This file may use the disks that its id names. */
  shareDisks(): void;
  /** What in the drawing was not drawn here. */
  foreign(): Permission[];
  /** Whether nothing is pending in a part of the drawing. */
  isAgreed(part: TopologyDocument): boolean;
}

export function labTrust(
  permissions: LabPermissions,
  identity: LabIdentity,
  document: () => TopologyDocument,
): LabTrust {
  const meant = (targets: Targets): DeviceNode[] => {
    const drawn = document();
    const ids = targets === 'all' ? Object.keys(drawn.nodes) : targets;
    return [...withTheirSwitches(drawn, ids)]
      .map((id) => drawn.nodes[id])
      .filter((node) => isDevice(node));
  };
  return {
    pending: (nodes) => permissions.pending(meant(nodes)),
    grant: (keys, remember) => permissions.grant(meant('all'), new Set(keys), remember),
    check: async (id) => {
      const node = document().nodes[id];
      if (node === undefined) return;
      const failure = notAgreed(nodeInPermission(node), await permissions.pending([node]));
      if (failure !== null) throw new FailureError(failure);
      await identity.check(nodeInPermission(node));
    },
    checkProgram: async (path) => {
      if (path === '' || (await permissions.mayRun(path, document()))) return;
      throw new FailureError({
        code: 'not-agreed',
        message: 'This kernel is a program that came with the lab; it is not looked into yet.',
        next: 'Start the machine: then you are asked whether it may run.',
        detail: path,
      });
    },
    disksQuestion: async (nodes) =>
      meant(nodes).some(keepsDisks) ? await identity.question() : null,
    shareDisks: () => identity.settled(),
    foreign: () => permissions.foreign(Object.values(document().nodes)),
    isAgreed: (part) => permissions.openIn(part).length === 0,
  };
}

export function trustHandlers(
  trust: LabTrust,
  renew: (caller: Caller) => Promise<void>,
): Pick<Handlers, Exclude<keyof typeof trustCalls, 'disks.ofCopy'>> {
  return {
    'disks.question': async ({ nodes }) => ({ question: await trust.disksQuestion(nodes) }),
    'disks.answer': async ({ answer }, caller) => {
      if (answer === 'own') await renew(caller);
      else trust.shareDisks();
      return {};
    },
    'permissions.pending': async ({ nodes }) => ({ permissions: await trust.pending(nodes) }),
    'permissions.grant': async ({ keys, remember }) => {
      await trust.grant(keys, remember);
      return {};
    },
  };
}
