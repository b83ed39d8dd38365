/** The fields that several selected nodes share: one value is shown, or that there are several. */

import type { StartedNode, TopologyNode } from '../../../shared/document/topology';
import { drawingColours } from '../../../shared/kinds/fields/drawing-fields';
import type { FormField } from '../../../shared/kinds/fields/form-fields';
import type { StartSettings } from '../../../shared/kinds/fields/node-fields';
import { overlayOf } from '../../../shared/kinds/qemu';
import { architectures } from '../../../shared/kinds/qemu-architectures';
import { changeNodes, sharedValue } from '../../document/edits/many-edits';
import { spokenName } from '../../document/records/spoken-name';
import { currentDocument, edit } from '../../document/store/document-store';
import { inWords, t } from '../../i18n/translate';
import { useSharedFinding } from '../../lab/problems/problems';
import { colourNames } from '../../ui/colour-swatches';
import { NumberField, SelectField } from '../../ui/field';
import { imageExtensions } from '../forms/editors/disks-editor';
import { fieldValue } from '../forms/editors/node-edits';
import { PathField } from '../forms/path-field';
import { SimpleField } from '../forms/simple-field';
import { newSign, signs } from '../forms/start-editor';
import { manyLabel } from './shared-specs';

interface ManyProps {
  nodes: readonly TopologyNode[];
}

/** Sets what `change` says of all nodes in one step; says which node cannot take it. */
function setMany(
  nodes: readonly TopologyNode[],
  label: string,
  change: (node: TopologyNode) => unknown,
  wrong?: string,
): string | null {
  const ids = nodes.map(({ id }) => id);
  const changed = changeNodes(currentDocument(), ids, change);
  if ('refused' in changed) return `${spokenName(changed.refused)}: ${wrong ?? changed.why}`;
  edit(manyLabel(label, nodes), changed.diff);
  return null;
}

function ManyField({ nodes, spec }: ManyProps & { spec: FormField }) {
  const finding = useSharedFinding(
    nodes.map(({ id }) => id),
    spec.field,
  );
  const shared = sharedValue(nodes.map((node) => fieldValue(node, spec.field)));
  const set = (value: unknown) =>
    setMany(
      nodes,
      t(spec.label),
      (node) => ({ ...node, [spec.field]: value }),
      spec.wrong && t(spec.wrong),
    );
  return <SimpleField spec={spec} {...shared} finding={finding} mono commit={set} />;
}

function ManyStart({ nodes }: { nodes: readonly StartedNode[] }) {
  const shared = (pick: (start: StartSettings) => unknown) =>
    sharedValue(nodes.map(({ start }) => pick(start)));
  const set = (label: string, change: Partial<StartSettings>) =>
    setMany(nodes, label, (node) =>
      'start' in node ? { ...node, start: { ...node.start, ...change } } : node,
    );
  const [order, delay, by] = [
    shared((start) => start.order),
    shared((start) => start.delay),
    shared(({ ready }) => ready.by),
  ];
  return (
    <>
      <NumberField
        label={t('Place in the order')}
        several={order.several}
        value={Number(order.value)}
        min={0}
        max={99}
        commit={(value) => set(t('Place in the order'), { order: value })}
      />
      <NumberField
        label={t('Delay')}
        unit="s"
        several={delay.several}
        value={Number(delay.value)}
        min={0}
        max={3600}
        commit={(value) => set(t('Delay'), { delay: value })}
      />
      <SelectField
        label={t('Ready when')}
        several={by.several}
        value={String(by.value)}
        options={signs.map(inWords)}
        commit={(value) => set(t('Ready when'), { ready: newSign(value) })}
      />
    </>
  );
}

/** Fields of QEMU machines whose editors are for one machine alone. */
function ManyQemu({ nodes }: ManyProps) {
  const machines = nodes.filter((node) => node.kind === 'qemu');
  const architecture = sharedValue(machines.map((node) => node.architecture));
  const disk = sharedValue(machines.map((node) => node.disks[0]?.image ?? ''));
  const setDisk = (image: string) =>
    setMany(machines, t('First disk'), (node) => {
      if (node.kind !== 'qemu') return node;
      const [first, ...others] = node.disks;
      if (image === '') return { ...node, disks: others };
      return { ...node, disks: [{ ...(first ?? overlayOf(image)), image }, ...others] };
    });
  return (
    <>
      <SelectField
        label={t('Processor')}
        {...architecture}
        value={String(architecture.value)}
        options={architectures.map((name) => ({ value: name, label: name }))}
        commit={(name) =>
          setMany(machines, t('Processor'), (node) => ({ ...node, architecture: name }))
        }
      />
      <PathField
        label={t('First disk')}
        several={disk.several}
        value={disk.several ? '' : String(disk.value)}
        choose={t('Choose a disk image')}
        images={['disk', 'rootfs']}
        formats={[]}
        extensions={imageExtensions}
        commit={setDisk}
      />
    </>
  );
}

function ManyColour({ nodes }: ManyProps) {
  const colour = sharedValue(nodes.map((node) => fieldValue(node, 'colour')));
  return (
    <SelectField
      label={t('Colour')}
      several={colour.several}
      value={String(colour.value)}
      options={drawingColours.map((name) => ({ value: name, label: t(colourNames[name]) }))}
      commit={(name) => setMany(nodes, t('Colour'), (node) => ({ ...node, colour: name }))}
    />
  );
}

/** Whether all of them have something beside the fields of their forms: a start, or a colour. */
export function hasMore(nodes: readonly TopologyNode[]): boolean {
  return nodes.every((node) => 'start' in node) || nodes.every((node) => 'colour' in node);
}

/**
 * @param specs the fields to show
 * @param rest whether what all of them have beside those is shown as well: start, colour, disks
 */
export function ManyNodes({
  nodes,
  specs,
  rest,
}: ManyProps & { specs: readonly FormField[]; rest: boolean }) {
  const started = nodes.filter((node): node is StartedNode => 'start' in node);
  const hasColour = nodes.every((node) => 'colour' in node);
  return (
    <>
      {nodes.every(({ kind }) => kind === 'qemu') && <ManyQemu nodes={nodes} />}
      {specs.map((spec) => (
        <ManyField key={spec.field} nodes={nodes} spec={spec} />
      ))}
      {rest && hasColour && !specs.some(({ field }) => field === 'colour') && (
        <ManyColour nodes={nodes} />
      )}
      {rest && started.length === nodes.length && <ManyStart nodes={started} />}
    </>
  );
}
