/** Commands about the session and the switch as a whole, and the debug lines (consmgmt.c). */
import {
  type CommandContext,
  type CommandSession,
  heading,
  type ManagementCommand,
  type Outcome,
} from '../command';
import { type DebugPath, debugCategories, octalTag } from '../debug-categories';

/** The two lines with which a session begins. The first is what clients of vde_switch look for. */
export function banner(version: string): string {
  return `VDE switch V.${version}\n(C) The Vdelab maintainers - MIT\n`;
}

function showInfo(_argument: string, { facts, print }: CommandContext): Outcome {
  print(banner(facts.version));
  print(`pid ${facts.pid} MAC ${facts.mac} uptime ${facts.uptime()}`);
  if (facts.management !== null) {
    const { path, mode } = facts.management;
    print(`mgmt ${path} perm 0${mode.toString(8).padStart(3, '0')}`);
  }
  return null;
}

const matching = (prefix: string) => debugCategories.filter(({ path }) => path.startsWith(prefix));

function listDebug(prefix: string, { session, print }: CommandContext): Outcome {
  if (session === null) return 'EBADF';
  print('CATEGORY               TAG STATUS HELP');
  print('------------           --- ------ ----');
  for (const category of matching(prefix)) {
    const { path, description } = category;
    const status = session.subscriptions.has(path) ? 'ON' : 'OFF';
    print(`${path.padEnd(22)} ${octalTag(category)} ${status.padEnd(6)} ${description}`);
  }
  return matching(prefix).length === 0 ? 'ENOENT' : null;
}

/** Applies a change to all categories of a prefix; true for each that was in the other state. */
function change(prefix: string, act: (path: DebugPath) => boolean): 'none' | 'same' | 'changed' {
  const found = matching(prefix);
  if (found.length === 0) return 'none';
  return found.filter(({ path }) => act(path)).length === 0 ? 'same' : 'changed';
}

function subscribe(subscriptions: CommandSession['subscriptions'], path: DebugPath): boolean {
  const isNew = !subscriptions.has(path);
  subscriptions.add(path);
  return isNew;
}

export const sessionCommands: readonly ManagementCommand[] = [
  {
    path: 'logout',
    syntax: '',
    description: 'logout from this mgmt terminal',
    run: () => 'logout',
  },
  { path: 'shutdown', syntax: '', description: 'shutdown of the switch', run: () => 'shutdown' },
  {
    path: 'showinfo',
    syntax: '',
    description: 'show switch version and info',
    hasData: true,
    run: showInfo,
  },
  {
    path: 'load',
    syntax: 'path',
    description: 'load a configuration script',
    run: (path, { session }) => (session === null ? 'EBADF' : session.load(path)),
  },
];

export const debugCommands: readonly ManagementCommand[] = [
  heading('debug', 'DEBUG MENU'),
  {
    path: 'debug/list',
    syntax: '',
    description: 'list debug categories',
    hasData: true,
    run: listDebug,
  },
  {
    path: 'debug/add',
    syntax: 'dbgpath',
    description: 'enable debug info for a given category',
    run: (prefix, { session }) => {
      if (session === null) return 'EBADF';
      const { subscriptions } = session;
      const result = change(prefix, (path) => subscribe(subscriptions, path));
      if (result === 'none') return 'EINVAL';
      return result === 'same' ? 'EEXIST' : null;
    },
  },
  {
    path: 'debug/del',
    syntax: 'dbgpath',
    description: 'disable debug info for a given category',
    run: (prefix, { session }) => {
      if (session === null) return 'EBADF';
      const { subscriptions } = session;
      const result = change(prefix, (path) => subscriptions.delete(path));
      if (result === 'none') return 'EINVAL';
      return result === 'same' ? 'ENOENT' : null;
    },
  },
];
