/**
 * Brings documents of earlier versions up to date, one version at a time. Only shapes are moved here;
 * whether the result is a document is checked afterwards by its schema.
 */
import { FailureError } from '../failure/failure';

export type RawDocument = Record<string, unknown>;

/** `migrate` turns a document of version `from` into one of version `from + 1`. */
export interface Migration {
  readonly from: number;
  migrate(document: RawDocument): RawDocument;
}

function hasId(record: unknown): record is { id: string } {
  return (
    typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string'
  );
}

function byId(records: unknown, field: string): unknown {
  if (!Array.isArray(records)) return records;
  const map = new Map<string, unknown>();
  for (const [index, record] of records.entries()) {
    const id = hasId(record) ? record.id : undefined;
    if (id === undefined || map.has(id)) {
      throw new FailureError({
        code: 'document-broken',
        message: `Record ${index + 1} of "${field}" ${id === undefined ? 'has no id' : `has the id "${id}", which is taken`}.`,
        next: `Give it an id of its own in the file; the file was not changed.`,
      });
    }
    map.set(id, record);
  }
  return Object.fromEntries(map);
}

function isRecord(value: unknown): value is RawDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Changes each record of a map; what is no map or no record is left to the schema to refuse. */
function mapRecords(records: unknown, change: (record: RawDocument) => RawDocument): unknown {
  if (!isRecord(records)) return records;
  const changed = Object.entries(records).map(([key, record]) => [
    key,
    isRecord(record) ? change(record) : record,
  ]);
  return Object.fromEntries(changed);
}

function withSwitchSettings(node: RawDocument): RawDocument {
  if (node.kind !== 'switch' && node.kind !== 'hub') return node;
  const managed = { ...node, management: '', setup: [] };
  return node.kind === 'hub' ? managed : { ...managed, vlans: {}, fstp: false, priority: 32_768 };
}

const atOnce = { order: 0, delay: 0, ready: { by: 'up' }, patience: 300 };

function asOverlay(image: unknown): unknown {
  return { image, interface: 'ide', access: 'overlay' };
}

function withMachineSettings(node: RawDocument): RawDocument {
  switch (node.kind) {
    case 'qemu':
      return {
        ...node,
        architecture: 'x86_64',
        firmware: 'bios',
        cpuLimit: 0,
        disks: Array.isArray(node.disks) ? node.disks.map(asOverlay) : node.disks,
        display: 'std',
        arguments: [],
        start: atOnce,
      };
    case 'uml':
      return { ...node, cpuLimit: 0, access: 'overlay', modules: '', start: atOnce };
    case 'tap':
      return { ...node, up: true, bridge: '', start: atOnce };
    case 'pc':
    case 'plug':
      return { ...node, start: atOnce };
    default:
      return node;
  }
}

function withNoteLook(node: RawDocument): RawDocument {
  if (node.kind !== 'note') return node;
  return { ...node, look: 'card', colour: 'amber', size: 14, align: 'left' };
}

/** How many VLANs there were in version 4: a trunk of all listed them, but for its untagged one. */
const ALL_OF_VERSION_4 = 4093;

function withTrunksOfAll(node: RawDocument): RawDocument {
  if (node.kind !== 'switch') return node;
  const vlans = mapRecords(node.vlans, (port) => {
    const { untagged, tagged } = port;
    if (!Array.isArray(tagged)) return port;
    const others = typeof untagged === 'number' && untagged > 0 ? 1 : 0;
    return new Set(tagged).size < ALL_OF_VERSION_4 - others ? port : { ...port, tagged: 'all' };
  });
  return { ...node, vlans };
}

const topologyMigrations: readonly Migration[] = [
  {
    // Version 0 kept nodes and cables as lists; a moved record then changed the lines of others.
    from: 0,
    migrate: (document) => ({
      ...document,
      nodes: byId(document.nodes, 'nodes'),
      cables: byId(document.cables, 'cables'),
    }),
  },
  {
    // Version 1 knew no VLANs, no spanning tree, no management and only perfect cables.
    from: 1,
    migrate: (document) => ({
      ...document,
      nodes: mapRecords(document.nodes, withSwitchSettings),
      cables: mapRecords(document.cables, (cable) => ({
        ...cable,
        up: true,
        aToB: null,
        bToA: null,
      })),
    }),
  },
  {
    // Version 2 started everything at once and knew only x86 machines with overlays on IDE disks.
    from: 2,
    migrate: (document) => ({
      ...document,
      nodes: mapRecords(document.nodes, withMachineSettings),
    }),
  },
  {
    // Version 3 had notes of one look and straight cables, and nothing could be locked or grouped.
    from: 3,
    migrate: (document) => ({
      ...document,
      nodes: mapRecords(document.nodes, withNoteLook),
      cables: mapRecords(document.cables, (cable) => ({
        ...cable,
        route: 'straight',
        points: [],
        labels: true,
      })),
    }),
  },
  {
    // Version 4 had no word for a trunk of all VLANs: 4,093 lines for each port.
    from: 4,
    migrate: (document) => ({ ...document, nodes: mapRecords(document.nodes, withTrunksOfAll) }),
  },
];

/** Applies the migrations that lead from the document's version upwards, in order. */
export function migrateDocument(
  document: RawDocument,
  migrations: readonly Migration[] = topologyMigrations,
): RawDocument {
  let current = document;
  for (const { from, migrate } of [...migrations].sort((a, b) => a.from - b.from)) {
    if (current.version === from) current = { ...migrate(current), version: from + 1 };
  }
  return current;
}
