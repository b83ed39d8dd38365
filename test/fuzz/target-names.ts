/** The names of the targets, apart from them: the page's modules among them are only loaded when bundled. */
export const targetNames = [
  'handshake',
  'fabric',
  'bpdu',
  'spanning-tree',
  'management',
  'pc-frames',
  'pc-console',
  'qmp',
  'mconsole',
  'program-output',
  'image-heads',
  'json-check',
  'documents',
  'templates',
  'permissions',
  'fragments',
  'locators',
  'requests',
  'gate',
  'plain-text',
] as const;

export type TargetName = (typeof targetNames)[number];
