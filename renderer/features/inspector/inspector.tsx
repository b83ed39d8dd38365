/** The panel at the right: a form for what is selected, the lab as a whole for nothing. */

import {
  Cable as CableIcon,
  Network,
  PanelRightClose,
  SquareDashedMousePointer,
  Trash2,
} from 'lucide-react';
import { memo, type ReactNode, useDeferredValue } from 'react';
import { isDevice, isSwitch, nameOf, type TopologyNode } from '../../../shared/document/topology';
import { perform } from '../../commands/perform';
import { shortcutTextOf } from '../../commands/registry/registry';
import { useDocument } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { MANY_NODES } from '../../editor/viewport/level-of-detail';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { viewOf } from '../../kinds/registry';
import { hasPlaceFor, useRecordFindings } from '../../lab/problems/problems';
import { IconButton } from '../../ui/button';
import { NodeForm } from '../forms/node-form';
import { ProblemList } from '../problems/problem-list';
import { SwitchPanel } from '../switch-panel/switch-panel';
import { CableActions } from './cable-actions';
import { CableForm } from './cable-form';
import { DrawingActions } from './drawing-actions';
import { LabOverview } from './lab-overview';
import { NodeStatusPanel, NodeTraffic } from './node-status';
import { SelectionForm } from './selection-form';

function Head({
  icon,
  kind,
  name,
  children,
}: {
  icon: ReactNode;
  kind: string;
  name: string;
  children?: ReactNode;
}) {
  return (
    <header className="inspector-head">
      <span className="inspector-icon">{icon}</span>
      <div>
        <h2 title={name}>{name}</h2>
        <p>{kind}</p>
      </div>
      {children}
      <IconButton
        name={t('Hide inspector')}
        shortcut={shortcutTextOf('view.inspector')}
        onClick={() => perform('view.inspector')}
      >
        <PanelRightClose />
      </IconButton>
    </header>
  );
}

function RecordProblems({ id }: { id: string }) {
  const node = useDocument(({ document }) => document.nodes[id]);
  // The others stand beside their fields.
  const findings = useRecordFindings(id).filter(({ field }) => !hasPlaceFor(node, field));
  return findings.length === 0 ? null : <ProblemList findings={findings} />;
}

function NodePanel({ node }: { node: TopologyNode }) {
  const { title, hint } = viewOf(node);
  const name = 'name' in node ? node.name : t(title);
  return (
    <>
      <Head icon={<KindSymbol kind={node.kind} size={28} />} kind={t(hint ?? title)} name={name}>
        <IconButton name={t('Delete {{name}}', { name })} onClick={() => perform('edit.delete')}>
          <Trash2 />
        </IconButton>
      </Head>
      {isDevice(node) ? <NodeStatusPanel node={node} /> : <DrawingActions node={node} />}
      <RecordProblems id={node.id} />
      {isSwitch(node) ? <SwitchPanel node={node} /> : <NodeForm node={node} />}
      {isDevice(node) && <NodeTraffic node={node} />}
    </>
  );
}

function CablePanel({ id }: { id: string }) {
  const cable = useDocument(({ document }) => document.cables[id]);
  const names = useDocument(({ document }) =>
    cable === undefined
      ? ''
      : [cable.a, cable.b]
          .map((end) => document.nodes[end.node])
          .map((node) => (node ? nameOf(node) : ''))
          .join(' – '),
  );
  if (cable === undefined) return null;
  return (
    <>
      <Head icon={<CableIcon />} kind={t('Cable')} name={names}>
        <IconButton name={t('Delete cable')} onClick={() => perform('edit.delete')}>
          <Trash2 />
        </IconButton>
      </Head>
      <CableActions cable={cable} />
      <RecordProblems id={id} />
      <CableForm key={id} cable={cable} />
    </>
  );
}

function Selected({ ids }: { ids: readonly string[] }) {
  const only = ids.length === 1 ? ids[0] : undefined;
  const node = useDocument(({ document }) =>
    only === undefined ? undefined : document.nodes[only],
  );
  if (only === undefined) {
    return (
      <>
        <Head
          icon={<SquareDashedMousePointer />}
          kind={t('Selection')}
          name={t('{{count}} selected', { count: ids.length })}
        />
        <SelectionForm ids={ids} />
      </>
    );
  }
  return node === undefined ? <CablePanel id={only} /> : <NodePanel key={only} node={node} />;
}

/** What the inspector is about. In a large lab a selection is shown on the drawing before it is here. */
function useInspected(): ReadonlySet<string> {
  const selected = useSelection(({ ids }) => ids);
  const later = useDeferredValue(selected);
  const isLarge = useDocument(({ document }) => Object.keys(document.nodes).length > MANY_NODES);
  return isLarge ? later : selected;
}

const Inspected = memo(({ ids }: { ids: ReadonlySet<string> }) =>
  ids.size === 0 ? (
    <>
      <Head icon={<Network />} kind={t('Nothing is selected')} name={t('Lab')} />
      <LabOverview />
    </>
  ) : (
    <Selected ids={[...ids]} />
  ),
);

export function Inspector({ hidden }: { hidden: boolean }) {
  const ids = useInspected();
  return (
    <aside className="inspector" aria-label={t('Inspector')} hidden={hidden}>
      <Inspected ids={ids} />
    </aside>
  );
}
