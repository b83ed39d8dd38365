/** The question before a stranger's lab is started: everything that it would do stands there, and is seen. */
import { keyOf } from '../../../electron/trust/lab-permissions';
import type { TopologyNode } from '../../../shared/document/topology';
import type { FieldRequest } from '../../../shared/kinds/permissions/field-table';
import { umlArguments } from '../../../shared/kinds/permissions/uml-arguments';
import { visibleLine, visibleLines, visibleParts } from '../../../shared/text/visible-text';
import { permissionsText } from '../../../shared/trust/permission-text';
import {
  nodeInPermission,
  type Permission,
  permissionSchema,
  requestsOfNode,
} from '../../../shared/trust/permissions';
import { runsCommand } from '../../../shared/vde/vnl';
import { mutatedJson } from '../mutate-json';
import { type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';
import { documentSeeds, readOrRefuse } from './documents';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** More lines of one thing are counted instead of shown. */
const SHOWN_LINES = 200;

function permissionOf(
  node: TopologyNode,
  { effect, what, how, field, ...wish }: FieldRequest,
): Permission {
  const key = keyOf(node.kind, { ...wish, effect, what, how, field });
  return { key, effect, what, how, field, kind: node.kind, nodes: [nodeInPermission(node)] };
}

function checkText(permissions: readonly Permission[]): void {
  const text = permissionsText(permissions, true);
  promise(!UNSEEN.test(text.replace(/[\n\t]/g, '')), 'something in the question cannot be seen');
  for (const { what } of permissions) {
    const lines = visibleLines(what).split('\n').slice(0, SHOWN_LINES);
    const isShown = lines.every((line) => text.includes(`      ${line}`));
    promise(isShown, 'something is asked for that the question does not show');
  }
}

function checkNode(node: TopologyNode): Permission[] {
  const permissions = requestsOfNode(node).map((wish) => permissionOf(node, wish));
  for (const permission of permissions) permissionSchema.parse(permission);
  const doesRun = permissions.some(({ effect }) => effect === 'runs');
  if (node.kind === 'plug' && runsCommand(node.locator))
    promise(doesRun, 'a command is not asked for');
  if (node.kind === 'uml') checkWords(node.append, permissions);
  return permissions;
}

/** Each word of a kernel's command line is the guest's, or is asked about. */
function checkWords(append: string, permissions: readonly Permission[]): void {
  const { guest, own } = umlArguments(append);
  const words = append.split(/\s+/).filter((word) => word !== '');
  promise(guest.length + own.length === words.length, 'a word of the kernel is lost');
  for (const { what } of own) {
    promise(
      permissions.some((one) => one.what.includes(what)),
      'a word of the kernel is not asked for',
    );
  }
}

function run(input: Uint8Array): void {
  const text = utf8Of(input);
  promise(!UNSEEN.test(visibleLine(text)), 'a line has something in it that cannot be seen');
  const parts = visibleParts(text.slice(0, 500));
  promise(
    parts.map((part) => part.text).join('') === visibleLines(text.slice(0, 500)),
    'the parts of a text are not the text',
  );
  umlArguments(text);
  const document = readOrRefuse(text);
  if (document === null) return;
  checkText(Object.values(document.nodes).flatMap(checkNode));
}

export const permissions: FuzzTarget = {
  name: 'permissions',
  modules: ['shared/trust/', 'shared/text/visible-text', 'electron/trust/lab-permissions'],
  seeds: documentSeeds(),
  words: [
    '\u202e',
    '\u200b',
    '\u001b[2J',
    '\u00a0',
    'con0=xterm',
    'hostfs=/',
    'cmd://',
    'slirp://',
  ],
  maxBytes: 16_384,
  fuel: fuelPerByte(3_000, 500_000),
  limitMs: 300,
  mutate: mutatedJson,
  run,
};
