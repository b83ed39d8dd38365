// The import directions of the design. `npm run check` fails on any of these.
module.exports = {
  forbidden: [
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
      name: 'the-engine-needs-no-node',
      severity: 'error',
      from: { path: '^electron/engine/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-console-of-switches-is-pure',
      severity: 'error',
      from: { path: '^electron/management/' },
      to: { path: '^electron/(?!engine/|management/)' },
    },
    {
      name: 'the-console-of-switches-needs-no-node',
      severity: 'error',
      from: { path: '^electron/management/' },
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
      from: {},
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
