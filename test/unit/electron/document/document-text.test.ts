import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  MAX_NODES,
  parseDocument,
  readDocument,
} from '../../../../electron/document/document-text';
import { printDocument } from '../../../../shared/document/document-print';
import { emptyDocument } from '../../../../shared/document/topology';
import { failureOf } from '../../../../shared/failure/failure';
import { migrateDocument } from '../../../../shared/migrations/topology-migrations';
import { checkTopology } from '../../../../shared/rules/topology-rules';

const examples = join(import.meta.dirname, '../../../../assets/examples');
const textOf = (name: string) => readFileSync(join(examples, `${name}.vdelab`), 'utf8');
const failure = (text: string) => {
  try {
    parseDocument(text);
  } catch (error) {
    return failureOf(error);
  }
  return null;
};
const raw = JSON.parse(textOf('first-ping'));
const changed = (change: object) => JSON.stringify({ ...raw, ...change });
const deep = textOf('first-ping').replace(
  '"nodes": {',
  `"nodes": {"deep": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`,
);

describe('parseDocument', () => {
  it.each(['first-ping', 'router', 'vlans', 'loop', 'tutorial'])(
    'gives the example %s back byte by byte',
    (name) => {
      const document = parseDocument(textOf(name));
      expect(printDocument(document)).toBe(textOf(name));
      expect(checkTopology(document).filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it('names the record and the field', () => {
    const pc1 = { ...raw.nodes.pc1, cards: [{ mac: 'x' }] };
    expect(failure(changed({ nodes: { pc1 } }))).toMatchObject({
      code: 'document-broken',
      record: 'pc1',
      message: expect.stringContaining('"mac" of card 1 of the node "pc1"'),
    });
  });

  it.each<[string, string, RegExp]>([
    ['another id', changed({ nodes: { pc9: raw.nodes.pc1 } }), /"id" of the node "pc9"/],
    ['an unknown field', changed({ colour: 1 }), /"colour"/],
    ['__proto__', textOf('first-ping').replace('"pc1": {', '"__proto__": {'), /__proto__/],
    ['constructor', textOf('first-ping').replaceAll('pc1', 'constructor'), /constructor/],
    ['a list', '[]', /not a Vdelab lab/],
    ['nothing', '', /empty/],
    ['depth', '['.repeat(100_000), /more than 32 levels deep .line 1, column 33/],
    ['deep records', deep, /deep/],
  ])('refuses %s', (_, text, message) => {
    expect(failure(text)).toMatchObject({ code: 'document-broken' });
    expect(failure(text)?.message).toMatch(message);
  });

  it('gives line and column of what is no JSON', () => {
    expect(failure('{\n  "a": }\n')?.message).toContain('line 2, column 8');
  });

  it('says which version a newer file needs', () => {
    expect(failure(changed({ version: 7 }))).toMatchObject({
      code: 'document-newer',
      next: expect.stringContaining('version 7'),
    });
  });

  it('reads version 0, which kept lists', () => {
    const lists = { nodes: Object.values(raw.nodes), cables: Object.values(raw.cables) };
    const old = changed({ version: 0, ...lists });
    expect(printDocument(parseDocument(old))).toBe(textOf('first-ping'));
    const twice = changed({ version: 0, ...lists, cables: [raw.cables.cable1, raw.cables.cable1] });
    expect(failure(twice)?.message).toContain('"cable1", which is taken');
  });
});

/** How often others get their turn until it is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work.catch(() => {});
  isOver = true;
  return turns;
}

const switches = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `s${index}`,
      { ...raw.nodes.sw1, id: `s${index}` },
    ]),
  );

describe('readDocument', () => {
  it('lets others work while it reads a large lab', async () => {
    const text = changed({ nodes: switches(10_000), cables: {} });
    const reading = readDocument(text);
    // How many turns there are depends on the computer: each piece takes as long as others may wait.
    expect(await turnsDuring(reading)).toBeGreaterThan(1);
    expect(await reading).toEqual(parseDocument(text));
  });

  it('stops at its limits', async () => {
    const message = async (text: string) =>
      failureOf(await readDocument(text).catch((e) => e)).message;
    expect(await message(changed({ nodes: switches(MAX_NODES + 1), cables: {} }))).toBe(
      'The lab has 20,001 nodes; at most 20,000 are read.',
    );
    expect(await message(`[${'[],'.repeat(15_000_000)}1]`)).toMatch(/more than 40,000 parts/);
    expect(await message(`[${`[${'1,'.repeat(30_000)}1],`.repeat(80)}1]`)).toMatch(
      /more than 2,000,000 values/,
    );
    expect(await message(`["${'x'.repeat(50_000_000)}"]`)).toMatch(
      /more than 4,194,304 characters/,
    );
    expect(await message(`${'\n'.repeat(50_000_000)}x`)).toMatch(/line 50000001, column 1/);
  });
});

describe('migrateDocument', () => {
  it('applies a chain in order, from the version of the document', () => {
    const step = (from: number) => ({
      from,
      migrate: (document: Record<string, unknown>) => ({
        ...document,
        way: `${document.way}${from}`,
      }),
    });
    const chain = [step(2), step(0), step(1)];
    expect(migrateDocument({ version: 0, way: '' }, chain)).toEqual({ version: 3, way: '012' });
    expect(migrateDocument({ version: 2, way: '' }, chain)).toEqual({ version: 3, way: '2' });
  });

  it('leaves the taps of former versions up and in no bridge', () => {
    const nodes = { t: { id: 't', kind: 'tap', interface: 'tap0' } };
    const migrated = migrateDocument({ version: 2, nodes });
    expect(migrated.nodes).toMatchObject({ t: { interface: 'tap0', up: true, bridge: '' } });
  });

  it('leaves the notes of former versions on paper and their cables straight', () => {
    const nodes = { n: { id: 'n', kind: 'note', text: 'hello' } };
    const cables = { c: { id: 'c', up: true } };
    const migrated = migrateDocument({ version: 3, nodes, cables });
    expect(migrated.nodes).toMatchObject({ n: { text: 'hello', look: 'card', size: 14 } });
    expect(migrated.cables).toMatchObject({ c: { route: 'straight', points: [], labels: true } });
  });

  it('has one word for a trunk that listed all VLANs', () => {
    const list = (...but: number[]) =>
      Array.from({ length: 4093 }, (_, index) => index + 1).filter((vlan) => !but.includes(vlan));
    const vlans = {
      1: { untagged: 0, tagged: list() },
      2: { untagged: 10, tagged: list(10) },
      3: { untagged: 0, tagged: list(10) },
      4: { untagged: null, tagged: [10, 20] },
    };
    const nodes = { s: { id: 's', kind: 'switch', vlans } };
    expect(migrateDocument({ version: 4, nodes })).toEqual({
      version: 5,
      nodes: {
        s: {
          id: 's',
          kind: 'switch',
          vlans: {
            ...vlans,
            1: { untagged: 0, tagged: 'all' },
            2: { untagged: 10, tagged: 'all' },
          },
        },
      },
    });
  });
});

describe('printDocument', () => {
  it('changes only the lines of a moved node, whatever the order of records', () => {
    const document = parseDocument(textOf('first-ping'));
    const { pc1, ...others } = document.nodes;
    const moved = { ...document, nodes: { ...others, pc1: { ...pc1!, x: 77 } } };
    const before = textOf('first-ping').split('\n');
    const after = printDocument(moved).split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual(['      "x": 77,']);
  });

  it('prints an empty document', () => {
    const empty = emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607');
    expect(parseDocument(printDocument(empty))).toEqual(empty);
  });
});
