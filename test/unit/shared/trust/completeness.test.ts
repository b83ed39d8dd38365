/** The compiler refuses a field of a document that nobody has classified: tried with planted ones. */
import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const kinds = resolve(root, 'shared/kinds');
const tables = [
  resolve(root, 'shared/trust/document-fields.ts'),
  ...readdirSync(kinds)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => resolve(kinds, name)),
];

function optionsOfProject(): ts.CompilerOptions {
  const path = resolve(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path));
  const { tsBuildInfoFile: _, ...others } = options;
  return { ...others, incremental: false, noEmit: true, types: [] };
}

/** Read once for all tries; but for the planted one they are the same. */
const files = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of the tables when a file of the schema holds something else. */
function complaints(file: string, from: string, to: string): string[] {
  const planted = resolve(root, file);
  const options = optionsOfProject();
  const host = ts.createCompilerHost(options);
  const { readFile, getSourceFile } = host;
  host.getSourceFile = (path, ...rest) => {
    if (resolve(path) === planted) return getSourceFile.call(host, path, ...rest);
    if (!files.has(path)) files.set(path, getSourceFile.call(host, path, ...rest));
    return files.get(path);
  };
  host.readFile = (path) => {
    const text = readFile.call(host, path);
    if (resolve(path) !== planted || text === undefined) return text;
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  const program = ts.createProgram(tables, options, host);
  return tables
    .flatMap((table) => program.getSemanticDiagnostics(program.getSourceFile(table)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const planted = 'planted: z.string(),';

it('compiles as it is', () => {
  expect(
    complaints('shared/kinds/switch.ts', "z.literal('switch'),", "z.literal('switch'),"),
  ).toEqual([]);
}, 60_000);

it.each([
  ['of a switch', 'shared/kinds/switch.ts', "kind: z.literal('switch'),"],
  ['of a port of a switch', 'shared/kinds/switch.ts', 'untagged: z.number()'],
  ['of the document', 'shared/document/topology.ts', 'format: z.literal(DOCUMENT_FORMAT),'],
  ['of a cable', 'shared/document/topology.ts', 'labels: z.boolean(),'],
  ['of an end of a cable', 'shared/document/topology.ts', 'node: idSchema,'],
  ['of what a cable does to frames', 'shared/document/cable-conditions.ts', 'loss: percent,'],
  ['of every placed node', 'shared/kinds/fields/node-fields.ts', 'name: nameField,'],
  ['of the start of a node', 'shared/kinds/fields/node-fields.ts', 'patience: z.number()'],
  [
    'of one sign that a node is ready',
    'shared/kinds/fields/node-fields.ts',
    "by: z.literal('time'),",
  ],
  ['of a QEMU machine', 'shared/kinds/qemu.ts', "kind: z.literal('qemu'),"],
  ['of a disk', 'shared/kinds/qemu.ts', 'image: path.min(1),'],
  ['of a card', 'shared/kinds/vbox.ts', 'adapter: z.number()'],
  ['of a forward', 'shared/kinds/nat.ts', "protocol: z.enum(['tcp', 'udp']),"],
  ['of a picture', 'shared/kinds/picture.ts', "kind: z.literal('picture'),"],
])(
  'a field %s that is not in the table does not compile',
  (_, file, before) => {
    const found = complaints(file, before, `${planted} ${before}`);
    expect(found.join('\n')).toMatch(/'planted' is missing/);
  },
  60_000,
);
