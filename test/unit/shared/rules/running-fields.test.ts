import { describe, expect, it } from 'vitest';
import { planLab } from '../../../../electron/lab/lab-plan';
import { type DeviceNode, isDevice } from '../../../../shared/document/topology';
import { nodeSchema } from '../../../../shared/kinds/registry';
import {
  differingFields,
  runningFields,
  runningValue,
  withFields,
} from '../../../../shared/rules/running-fields';
import { everyKind } from '../../../harness/every-kind';

const document = everyKind();
const kinds = Object.keys(runningFields) as DeviceNode['kind'][];
const nodeOf = (kind: string) => document.nodes[kind] as DeviceNode;
const fieldsOf = (kind: DeviceNode['kind']): Readonly<Record<string, boolean>> =>
  runningFields[kind];

/** A value that the field does not have; what counts is that it is another one. */
const edited = (node: DeviceNode, field: string) =>
  ({ ...node, [field]: { was: runningValue(node, field) ?? null } }) as unknown as DeviceNode;

describe('the fields of running nodes', () => {
  it('are told of all kinds that run', () => {
    const drawn = Object.values(document.nodes).filter(isDevice);
    expect([...kinds].sort()).toEqual([...new Set(drawn.map(({ kind }) => kind))].sort());
  });

  it.each(kinds)('are those of the schema, for %s', (kind) => {
    const schema = nodeSchema.options.find((one) => one.shape.kind.value === kind)!;
    expect(Object.keys(fieldsOf(kind)).sort()).toEqual(Object.keys(schema.shape).sort());
  });

  it.each(kinds)('differ, or count for nothing that runs, and none stops a %s', (kind) => {
    const node = nodeOf(kind);
    const up = { node, phase: 'up', isReady: true, takesCards: true } as const;
    const lab = { takes: new Set<string>(), refused: new Map(), reserved: [] };
    const actual = { nodes: new Map([[kind, { ...up, ...lab }]]), cables: new Map() };
    for (const [field, matters] of Object.entries(fieldsOf(kind))) {
      if (field === 'kind') continue;
      const other = edited(node, field);
      expect([field, differingFields(node, other)]).toEqual([field, matters ? [field] : []]);
      expect(differingFields(withFields(node, [field], other), other)).toEqual([]);
      const nodes = { [kind]: field === 'cards' ? node : other };
      const steps = planLab({ ...document, nodes, cables: {} }, new Set([kind]), actual);
      expect([field, steps.map(({ type }) => type)]).toEqual([field, []]);
    }
  });
});
