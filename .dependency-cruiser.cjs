/**
 * The import directions of the design. `npm run check` fails on any other, types included.
 *
 * Each list below is a way up through one part of the tree: a file imports from its own folder and from those
 * above it in the list (which stand lower in the house), never from those below it. A folder is the files
 * directly in it: `machines/qemu` and `machines` are two. A new folder needs a line here.
 */
const order = {
  shared: [
    'text',
    'net',
    'vde',
    'failure',
    // Kinds of nodes: what their fields are made of, then a file for each kind.
    'kinds/fields',
    'kinds/permissions',
    'kinds',
    'document',
    'lab',
    'migrations',
    'trust',
    'rules',
    // Calls, events and settings: what page and service say to each other.
    'contract',
  ],
  renderer: [
    // What a page is: its life, and the state that goes with it.
    'page',
    // The texts; what a kind of node looks like; the design system.
    'i18n',
    'kinds',
    'ui',
    'ui/keys',
    'ui/menu',
    // The contract's client.
    'connection',
    // The drawing and its history.
    'document/records',
    'document/geometry',
    'document/cables',
    'document/layouts',
    'document/edits',
    'document/store',
    // The lab as it runs.
    'lab',
    'lab/problems',
    // Consoles and the dock that they stand in.
    'consoles',
    'consoles/tabs',
    'consoles/screen',
    'consoles/settings',
    'consoles/terminal',
    'consoles/broadcast',
    'consoles/paste',
    'consoles/search',
    'consoles/panes',
    'consoles/dock',
    // The drawing area.
    'editor/viewport',
    'editor/navigation',
    'editor/scene',
    'editor/picture',
    'editor/placing',
    'editor/gestures',
    'editor/cables',
    'editor/nodes',
    'editor/drawings',
    'editor/groups',
    'editor/search',
    'editor/vlans',
    'editor/view',
    // What a person can do, and the menus and keys made of it.
    'commands/actions',
    'commands/model',
    'commands/groups',
    'commands/registry',
    'commands/menus',
    'commands',
    'commands/keys',
    // Panels and dialogs; none that needs another stands before it.
    'features/activity',
    'features/bulk',
    'features/images',
    'features/lab-table',
    'features/machine',
    'features/parts',
    'features/problems',
    'features/forms/editors',
    'features/forms',
    'features/start',
    'features/command-palette',
    'features/switch-panel',
    'features/inspector',
    'features/templates',
    'features/files',
    'features/palette',
    'features/trust',
    // The page put together.
    'app',
  ],
  electron: [
    // The system below: foreign functions, files, processes.
    'native',
    'system',
    'system/folders',
    'system/files',
    'system/processes',
    'system/network',
    // The switch engine: pure, with time as a parameter.
    'engine/frames',
    'engine/terminal',
    'engine/core',
    'engine/switch',
    'engine/cable',
    'engine/pc/wire',
    'engine/pc/stack',
    'engine/pc/shell',
    'engine/pc/commands',
    'engine/pc',
    // The console of a switch, as vde_switch has it.
    'management',
    'management/commands',
    'management/session',
    // What feeds the engine, in a thread of its own.
    'dataplane/shared',
    'dataplane/io',
    'dataplane/vde',
    'dataplane/devices',
    'dataplane/host',
    'dataplane/worker',
    // What the parts of an exported script are written with.
    'export/script',
    // Documents and what is known of them.
    'console',
    'supervisor',
    'trust',
    'document',
    'templates',
    // Machines: what all kinds share, then the kinds, then the list of them. PCs are exported as hosts are, and nat is a plug.
    'machines/diagnosis',
    'machines/common',
    'images',
    'machines/host',
    'machines/pc',
    'machines/plug',
    'machines/nat',
    'machines/qemu',
    'machines/switch',
    'machines/tap',
    'machines/uml',
    'machines/vbox',
    'machines',
    // What is done with all kinds.
    'checks',
    'disks',
    'export',
    'instances',
    'lab',
    'activity',
    'service',
    // The shells.
    'page',
    'server',
    'desktop',
    'cli/switch',
    'cli',
    // Scripts that set up and start the app; they stand alone.
    'launch',
    'launch/dev',
  ],
};

/** The files directly in a folder. */
const filesOf = (folder) => `^${folder}/[^/]+$`;

/** For each folder a rule: nothing of what stands below it in the list. */
const upward = Object.entries(order).flatMap(([part, folders]) =>
  folders.slice(0, -1).map((folder, index) => ({
    name: `${part}/${folder}-imports-nothing-above-it`,
    comment: 'See the order of folders at the head of .dependency-cruiser.cjs.',
    severity: 'error',
    from: { path: filesOf(`${part}/${folder}`) },
    to: { path: filesOf(`${part}/(${folders.slice(index + 1).join('|')})`) },
  })),
);

const unlisted = Object.entries(order).map(([part, folders]) => ({
  name: `every-folder-of-${part}-has-its-place`,
  comment: 'Add the folder to the order at the head of .dependency-cruiser.cjs.',
  severity: 'error',
  from: { path: `^${part}/.+/`, pathNot: filesOf(`${part}/(${folders.join('|')})`) },
  to: {},
}));

module.exports = {
  forbidden: [
    ...upward,
    ...unlisted,
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|test)/' },
    },
    {
      name: 'shared-needs-no-node-and-no-dom-library',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-page-never-imports-the-service',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'the-service-never-imports-the-page',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'the-engine-is-pure',
      severity: 'error',
      from: { path: '^electron/engine/' },
      to: { path: '^electron/(?!engine/)' },
    },
    {
      name: 'the-console-of-switches-is-pure',
      severity: 'error',
      from: { path: '^electron/management/' },
      to: { path: '^electron/(?!engine/|management/)' },
    },
    {
      name: 'engine-and-console-of-switches-need-no-node',
      severity: 'error',
      from: { path: '^electron/(engine|management)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-native-calls-foreign-functions',
      severity: 'error',
      from: { pathNot: '^(electron/native/|test/)' },
      to: { path: 'node_modules/koffi' },
    },
    {
      name: 'only-the-desktop-shell-imports-electron',
      severity: 'error',
      from: { pathNot: '^(electron/desktop/(main|preload|window|menu)\\.ts$|test/)' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'product-code-imports-no-test',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-at-run-time',
      severity: 'error',
      from: { path: '^test/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
