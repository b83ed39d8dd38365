/** Asks for what a lab that was not drawn here would do on this computer, before it is started. */
import type { DisksQuestion } from '../../shared/contract/service-trust';
import { isDevice } from '../../shared/document/topology';
import { visibleLine } from '../../shared/text/visible-text';
import { nodeInPermission, type Permission } from '../../shared/trust/permissions';
import { call } from '../connection/client';
import { currentDocument, showWorkspace } from '../document/store/document-store';
import { t } from '../i18n/translate';
import { ask, askForPermissions, type PermissionsAnswer, type Question } from '../ui/dialogs';

export type Targets = 'all' | string[];

/** An answer can bring up more: what the header of a disk image names is known once it may be read. */
const MOST_QUESTIONS = 5;

/** The nodes, of these, of which something is pending. */
export async function pendingAmong(nodes: string[]): Promise<ReadonlySet<string>> {
  const { permissions } = await call('permissions.pending', { nodes });
  return new Set(permissions.flatMap((one) => one.nodes.map(({ id }) => id)));
}

function idsOf(nodes: Targets): string[] {
  if (nodes !== 'all') return nodes;
  return Object.values(currentDocument().nodes)
    .filter(isDevice)
    .map(({ id }) => id);
}

const without = (nodes: Targets, refused: ReadonlySet<string>): Targets =>
  refused.size === 0 ? nodes : idsOf(nodes).filter((id) => !refused.has(id));

function refusedNodes(asked: readonly Permission[], granted: ReadonlySet<string>): Set<string> {
  const refused = asked.filter(({ key }) => !granted.has(key));
  return new Set(refused.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
}

function disksQuestion({ path: named, isChanged }: DisksQuestion): Question {
  const path = named === null ? null : visibleLine(named);
  const text =
    path === null
      ? t(
          'This file has the id of a lab whose machines have disks on this computer. Of which file is not known.',
        )
      : isChanged
        ? t('{{path}} was changed outside of Vdelab since its machines wrote to their disks.', {
            path,
          })
        : t('This file says that it is the lab of {{path}}, whose machines have disks already.', {
            path,
          });
  return {
    title: t('Use the disks that are there?'),
    text: `${text} ${t('With disks of its own nothing of the others is read or changed.')}`,
    confirm: t('Disks of its own'),
    other: t('Use them'),
  };
}

/** Asks whose disks the machines use. False when the question was put away. */
async function disksSettled(question: DisksQuestion): Promise<boolean> {
  const answer = await ask(disksQuestion(question));
  if (answer === null) return false;
  await call('disks.answer', { answer: answer === 'confirm' ? 'own' : 'use' });
  if (answer === 'confirm') showWorkspace(await call('workspace.get', {}));
  return true;
}

const DISKS_KEY = 'disks';

/** That a lab's own file was changed by other means is one thing more to be read, not a question of its own. */
function disksPermission(nodes: Targets): Permission {
  const drawn = currentDocument().nodes;
  const machines = idsOf(nodes).flatMap((id) => drawn[id] ?? []);
  return {
    ...{ key: DISKS_KEY, effect: 'writes', kind: 'qemu', field: 'disks' },
    what: t('The disks that its machines wrote to before'),
    how: t('whose lab was changed outside of Vdelab since'),
    nodes: machines
      .filter(({ kind }) => kind === 'qemu' || kind === 'uml')
      .map((node) => nodeInPermission(node)),
  };
}

async function grant(asked: readonly Permission[], answer: PermissionsAnswer): Promise<void> {
  const isOfDisks = (key: string) => key === DISKS_KEY;
  const keys = [...answer.granted].filter((key) => !isOfDisks(key));
  if (asked.some(({ key }) => isOfDisks(key) && answer.granted.has(key))) {
    await call('disks.answer', { answer: 'use' });
  }
  await call('permissions.grant', { keys, remember: answer.remember });
}

/**
 * The nodes that may be started once the user has answered: all of them, or those of which nothing was
 * refused. Null when the question was put away.
 */
export async function agreed(nodes: Targets): Promise<Targets | null> {
  const { question } = await call('disks.question', { nodes });
  const isListed = question?.isChanged === true && (await isAnythingPending(nodes));
  if (question !== null && !isListed && !(await disksSettled(question))) return null;
  let more = isListed ? [disksPermission(nodes)] : [];
  let wanted = nodes;
  for (let round = 0; round < MOST_QUESTIONS; round++) {
    const { permissions } = await call('permissions.pending', { nodes: wanted });
    const asked = [...permissions, ...more];
    if (asked.length === 0) return wanted;
    const answer = await askForPermissions(asked);
    if (answer === null) return null;
    await grant(asked, answer);
    more = [];
    wanted = without(wanted, refusedNodes(asked, answer.granted));
    if (wanted !== 'all' && wanted.length === 0) return null;
  }
  return wanted;
}

async function isAnythingPending(nodes: Targets): Promise<boolean> {
  return (await call('permissions.pending', { nodes })).permissions.length > 0;
}
