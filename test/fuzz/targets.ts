/** Everything that is fuzzed. */
import type { FuzzTarget } from './target';
import type { TargetName } from './target-names';
import { bpdu } from './targets/bpdu';
import { documents } from './targets/documents';
import { fabricTarget } from './targets/fabric';
import { fragments } from './targets/fragments';
import { gateTarget } from './targets/gate';
import { handshake } from './targets/handshake';
import { imageHeads } from './targets/image-heads';
import { jsonCheck } from './targets/json-check';
import { locators } from './targets/locators';
import { management } from './targets/management';
import { mconsole } from './targets/mconsole';
import { pcConsole } from './targets/pc-console';
import { pcFrames } from './targets/pc-frames';
import { permissions } from './targets/permissions';
import { plainText } from './targets/plain-text';
import { programOutput } from './targets/program-output';
import { qmp } from './targets/qmp';
import { requests } from './targets/requests';
import { spanningTree } from './targets/spanning-tree';
import { templates } from './targets/templates';

export const fuzzTargets: Readonly<Record<TargetName, FuzzTarget>> = {
  handshake: handshake,
  fabric: fabricTarget,
  bpdu: bpdu,
  'spanning-tree': spanningTree,
  management: management,
  'pc-frames': pcFrames,
  'pc-console': pcConsole,
  qmp: qmp,
  mconsole: mconsole,
  'program-output': programOutput,
  'image-heads': imageHeads,
  'json-check': jsonCheck,
  documents,
  templates: templates,
  permissions,
  fragments,
  locators: locators,
  requests: requests,
  gate: gateTarget,
  'plain-text': plainText,
};
