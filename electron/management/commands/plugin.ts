/** `plugin`: vde_switch loads libraries of machine code; this switch has none and says so. */
import { heading, type ManagementCommand } from '../command';

export const pluginCommands: readonly ManagementCommand[] = [
  heading('plugin', 'PLUGINS MENU'),
  {
    path: 'plugin/list',
    syntax: '',
    description: 'list plugins',
    hasData: true,
    run: (_argument, { print }) => {
      print('NAME                   HELP');
      print('------------           ----');
      return 'ENOENT';
    },
  },
  {
    path: 'plugin/add',
    syntax: 'library',
    description: 'load a plugin',
    run: (library) => (library === '' ? 'EINVAL' : 'ENOENT'),
  },
  { path: 'plugin/del', syntax: 'name', description: 'unload a plugin', run: () => 'ENOENT' },
];
