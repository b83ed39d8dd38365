/** What can be done with several selected things at once, and the fields that they share. */
import { Play, RotateCcw, Square, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { perform } from '../../commands/perform';
import { useEnabled } from '../../commands/registry/use-command';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { Button } from '../../ui/button';
import { ArrangeButtons } from './arrange-buttons';
import { CableLookForm } from './cable-look-form';
import { GroupButtons } from './drawing-actions';
import { ManyCables } from './many-cables';
import { hasMore, ManyNodes } from './many-nodes';
import { byKind, manySpecs, sharedSpecs } from './shared-specs';

interface Count {
  devices: number;
  groups: number;
  drawings: number;
  cables: number;
}

function Counts({ devices, groups, drawings, cables }: Count) {
  const words = [
    t('{{count}} devices', { count: devices }),
    groups === 0 ? '' : t('{{count}} groups', { count: groups }),
    drawings === 0 ? '' : t('{{count}} drawn', { count: drawings }),
    cables === 0 ? '' : t('{{count}} cables', { count: cables }),
  ];
  return <p className="field-help">{words.filter((word) => word !== '').join(', ')}</p>;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="many-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Nodes of one kind with all their fields, or what all have in common and below it kind by kind. */
function NodeSections({ nodes }: { nodes: readonly TopologyNode[] }) {
  const kinds = useMemo(() => byKind(nodes), [nodes]);
  const names = [...kinds.keys()];
  const shared = sharedSpecs(names);
  const isShared = new Set(shared.map(({ field }) => field));
  const titleOf = (kind: NodeKind, count: number) => `${t(kindViews[kind].title)} × ${count}`;
  const hasRest = hasMore(nodes);
  if (kinds.size === 1) {
    return (
      <Section title={titleOf(names[0]!, nodes.length)}>
        <ManyNodes nodes={nodes} specs={shared} rest />
      </Section>
    );
  }
  return (
    <>
      {(shared.length > 0 || hasRest) && (
        <Section title={t('All {{count}} nodes', { count: nodes.length })}>
          <ManyNodes nodes={nodes} specs={shared} rest />
        </Section>
      )}
      {[...kinds].map(([kind, some]) => {
        const own = manySpecs(kind).filter(({ field }) => !isShared.has(field));
        if (own.length === 0 && (hasRest || !hasMore(some))) return null;
        return (
          <details key={kind} className="form-section">
            <summary>{titleOf(kind, some.length)}</summary>
            <ManyNodes nodes={some} specs={own} rest={!hasRest} />
          </details>
        );
      })}
    </>
  );
}

export function SelectionForm({ ids }: { ids: readonly string[] }) {
  const document = useDocument((state) => state.document);
  const nodes = useMemo(() => ids.flatMap((id) => document.nodes[id] ?? []), [ids, document.nodes]);
  const cables = ids.flatMap((id) => document.cables[id] ?? []);
  const canStart = useEnabled('lab.startSelection');
  const canStop = useEnabled('lab.stopSelection');
  const canRestart = useEnabled('lab.restartSelection');
  const devices = nodes.filter(isDevice).length;
  const groups = nodes.filter(({ kind }) => kind === 'group').length;
  // What was typed for one selection must not be committed to the next.
  const key = ids.join();
  return (
    <div className="form" key={key}>
      <Counts
        devices={devices}
        groups={groups}
        drawings={nodes.length - devices - groups}
        cables={cables.length}
      />
      <div className="button-row">
        <Button tone="primary" disabled={!canStart} onClick={() => perform('lab.startSelection')}>
          <Play /> {t('Start')}
        </Button>
        <Button disabled={!canStop} onClick={() => perform('lab.stopSelection')}>
          <Square /> {t('Stop')}
        </Button>
        <Button disabled={!canRestart} onClick={() => perform('lab.restartSelection')}>
          <RotateCcw /> {t('Restart')}
        </Button>
        <Button tone="danger" onClick={() => perform('edit.delete')}>
          <Trash2 /> {t('Delete')}
        </Button>
      </div>
      {nodes.length > 1 && <ArrangeButtons />}
      {nodes.length > 1 && <GroupButtons />}
      {nodes.length > 0 && <NodeSections nodes={nodes} />}
      {cables.length > 0 && (
        <Section title={t('{{count}} cables', { count: cables.length })}>
          <CableLookForm ids={cables.map(({ id }) => id)} />
          <ManyCables cables={cables} />
        </Section>
      )}
    </div>
  );
}
