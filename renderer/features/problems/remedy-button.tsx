/** The button that does what a failure or a finding offers as its remedy. */
import { Check, Monitor, RotateCcw } from 'lucide-react';
import { isEmptyDiff } from '../../../shared/document/document-diff';
import type { Remedy } from '../../../shared/failure/remedy';
import { isAlive } from '../../../shared/lab/machine-state';
import { vlanLabel } from '../../../shared/lab/sighting-texts';
import { bytesText } from '../../../shared/text/quantities';
import { hasScreen, openScreen } from '../../consoles/tabs/machine-console';
import {
  type CableSide,
  choosePort,
  endName,
  moveCableEnd,
} from '../../document/edits/cable-edits';
import { type EditingRemedy, remedyEdit } from '../../document/edits/remedy-edits';
import {
  currentDocument,
  edit,
  editsArrived,
  useDocument,
} from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { restartNodes } from '../../lab/lab-actions';
import { useNodeStatus } from '../../lab/lab-store';
import { guestOn } from '../../lab/port-guests';
import { Button } from '../../ui/button';
import { raiseThrown } from '../../ui/notices';
import { KernelFix } from './kernel-fix';

const MEBIBYTE = 1024 * 1024;

/** What the press does, in words; also the name of the step in the history. */
function remedyLabel(remedy: EditingRemedy): string {
  switch (remedy.do) {
    case 'add-kernel-words':
      return t('Add {{words}}', { words: remedy.words.join(' ') });
    case 'take-card-model':
      return t('Use {{model}} cards', { model: remedy.model });
    case 'set-accelerator':
      return remedy.accel === 'tcg' ? t('Use TCG') : t('Use KVM only where it works');
    case 'set-memory':
      return t('Give it {{size}} of memory', { size: bytesText(remedy.mebibytes * MEBIBYTE) });
    case 'set-memory-limit':
      return t('Allow {{size}} of memory', { size: bytesText(remedy.mebibytes * MEBIBYTE) });
    case 'use-overlays':
      return t('Write to an overlay instead');
    case 'set-field':
      return remedy.label;
    case 'turn-tree-on':
      return t('Turn spanning tree on');
    case 'make-trunk': {
      const { port, vlans } = remedy;
      if (vlans === 'all') return t('Make port {{port}} a trunk for all', { port });
      return t('Make port {{port}} a trunk for {{vlans}}', { port, vlans: vlanLabel(vlans) });
    }
  }
}

function EditButton({ record, remedy }: { record: string; remedy: EditingRemedy }) {
  const isDone = useDocument(({ document }) => isEmptyDiff(remedyEdit(document, record, remedy)));
  // What it failed of is told until it is started again.
  if (isDone) return null;
  const words = remedyLabel(remedy);
  return (
    <Button
      tone="primary"
      onClick={() => edit(words, remedyEdit(currentDocument(), record, remedy))}
    >
      <Check /> {words}
    </Button>
  );
}

function ScreenButton({ record }: { record: string }) {
  const node = useDocument(({ document }) => document.nodes[record]);
  const { state } = useNodeStatus(record);
  if (node === undefined || !hasScreen(node) || !isAlive(state)) return null;
  return (
    <Button onClick={() => openScreen(node)}>
      <Monitor /> {t('Open its screen')}
    </Button>
  );
}

/** Moves an end of a cable to where nobody is. */
function MoveButton({ cable: id, side }: { cable: string; side: CableSide }) {
  const document = useDocument((state) => state.document);
  const { a, b } = document.cables[id] ?? {};
  const [end, other] = side === 'a' ? [a, b] : [b, a];
  // Who is where may change meanwhile, and then this is drawn again by the problem that it belongs to.
  const choice = end && other && choosePort(document, end.node, null, other, guestOn);
  if (choice === undefined || !('end' in choice)) return null;
  const where = endName(document, choice.end);
  const label = t('Move cable to {{where}}', { where });
  return (
    <Button
      tone="primary"
      onClick={() => edit(label, moveCableEnd(currentDocument(), id, side, choice.end))}
    >
      <Check /> {label}
    </Button>
  );
}

async function restart(node: string): Promise<void> {
  await editsArrived();
  await restartNodes([node]);
}

function RestartButton({ record }: { record: string }) {
  const { state } = useNodeStatus(record);
  if (state !== 'running') return null;
  return (
    <Button onClick={() => restart(record).catch(raiseThrown)}>
      <RotateCcw /> {t('Restart')}
    </Button>
  );
}

/** @param record the node that the failure or finding is about */
export function RemedyButton({ record, remedy }: { record: string; remedy: Remedy }) {
  switch (remedy.do) {
    case 'take-uml-kernel':
      return <KernelFix record={record} />;
    case 'open-screen':
      return <ScreenButton record={record} />;
    case 'move-cable':
      return <MoveButton cable={record} side={remedy.side} />;
    case 'restart':
      return <RestartButton record={record} />;
    default:
      return <EditButton record={record} remedy={remedy} />;
  }
}
