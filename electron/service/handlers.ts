/** What the service does for each call of the contract. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '../../shared/contract/service';
import type { CopiedDisks } from '../../shared/contract/service-trust';
import { FailureError } from '../../shared/failure/failure';
import type { ActivityLog } from '../activity/activity-log';
import type { DrawingChecks } from '../checks/drawing-checks';
import type { ConsoleHub } from '../console/console-hub';
import type { LabCopies } from '../disks/lab-copies';
import type { MachineDisks } from '../disks/machine-disks';
import { showExamples } from '../document/examples';
import { listFiles } from '../document/file-list';
import type { RecentFiles } from '../document/recent-files';
import type { DocumentWorkspace } from '../document/workspace';
import { exportShellScript } from '../export/shell-script';
import type { Images } from '../images/images';
import type { Lab } from '../lab/lab';
import { kvmAnswer } from '../machines/qemu/kvm-probe';
import { umlVerdict } from '../machines/uml/uml-verdict';
import type { VboxManage } from '../machines/vbox/vbox-manage';
import type { Templates } from '../templates/templates';
import { type Arrangements, arrangementHandlers } from './arrangements';
import { consoleHandlers } from './console-handlers';
import { imageHandlers } from './image-handlers';
import { machineHandlers } from './machine-handlers';
import { checkParts } from './parts';
import { screenHandlers } from './screen-handlers';
import type { DialogProvider, MenuProvider, ServiceOptions } from './service-options';
import type { Caller, Handlers } from './session';
import { templateHandlers } from './template-handlers';
import { type LabTrust, trustHandlers } from './trust-handlers';
import { settingsHandlers, type UserSettings } from './user-settings';
import { runtimeVersions, VERSION } from './version';

export interface HandlerContext {
  readonly options: ServiceOptions;
  readonly workspace: DocumentWorkspace;
  readonly recent: RecentFiles;
  readonly lab: Lab;
  readonly consoles: ConsoleHub;
  readonly images: Images;
  readonly disks: MachineDisks;
  readonly copies: LabCopies;
  readonly vbox: VboxManage;
  readonly templates: Templates;
  readonly settings: UserSettings;
  readonly arrangements: Arrangements;
  readonly activity: ActivityLog;
  readonly checks: DrawingChecks;
  readonly trust: LabTrust;
}

export function createHandlers(around: HandlerContext): Handlers {
  const { options, workspace, recent, lab, images, disks, vbox, templates, activity, checks } =
    around;
  const { arrangements, trust, copies } = around;
  const noteFile = (text: string) => activity.add({ level: 'info', topic: 'file', text });
  /** Puts another document in place. The lab of the old one is stopped once the new one has been read. */
  const replace = async (
    caller: Caller,
    step: (stopFirst: () => Promise<void>) => Promise<Workspace>,
  ): Promise<Workspace> => {
    const replaced = await step(async () => void (await lab.stop('all')));
    noteFile(`Opened ${replaced.path ?? replaced.document.name}.`);
    caller.tellOthers('workspace.replaced', {});
    return replaced;
  };

  /** Gives the lab disks of its own. Machines that run have the others, so they are stopped first. */
  const renew = async (caller: Caller): Promise<void> => {
    await lab.stop('all');
    await workspace.renew();
    caller.tellOthers('workspace.replaced', {});
  };

  const remember = async ({ path, document }: Workspace): Promise<void> => {
    if (path !== null) await recent.add({ path, name: document.name });
  };

  return {
    hello: async () => ({
      version: VERSION,
      shell: options.shell,
      nativeDialogs: options.dialogs !== undefined,
      nativeMenu: options.menu !== undefined,
      home: homedir(),
      runtime: runtimeVersions(),
      examples: await showExamples(join(options.assetsDirectory, 'examples')),
    }),

    'workspace.get': () => workspace.get(),
    'workspace.change': ({ revision, diff, byHand = null }, caller) => {
      const changed = workspace.change(revision, diff, byHand);
      caller.tellOthers('workspace.changed', { ...changed, diff });
      return changed;
    },
    'workspace.new': (_, caller) => replace(caller, (first) => workspace.new(first)),
    'workspace.open': async ({ path }, caller) => {
      const opened = await replace(caller, (first) => workspace.open(path, first));
      await remember(opened);
      return opened;
    },
    'workspace.openText': ({ text }, caller) =>
      replace(caller, (first) => workspace.openText(text, first)),
    'workspace.openExample': ({ id }, caller) =>
      replace(caller, (first) => workspace.openExample(id, first)),
    'workspace.recover': ({ id }, caller) =>
      replace(caller, (first) => workspace.recover(id, first)),
    'workspace.discardRecovery': ({ id }) => workspace.discardRecovery(id),
    'workspace.save': async ({ path, overwrite, disks: wish }, caller) => {
      let copied: CopiedDisks = null;
      const saved = await workspace.save(path, overwrite, async (id) => {
        const { disks, undo } = await copies.make(id, wish);
        copied = disks;
        return undo;
      });
      await remember(saved);
      caller.tellOthers('workspace.replaced', {});
      noteFile(`Saved to ${saved.path}.`);
      return { ...saved, disks: copied };
    },

    'files.recent': async () => ({ files: await recent.list() }),
    'files.list': ({ directory }) => listFiles(directory),
    'dialog.open': async ({ title, extensions, directory }) => ({
      path: await dialogsOf(options).open({
        title,
        extensions,
        ...(directory === undefined ? {} : { directory }),
      }),
    }),
    'dialog.save': async (params) => ({ path: await dialogsOf(options).save(params) }),
    'menu.show': ({ menus }) => {
      menuOf(options).show(menus);
      return {};
    },

    'lab.get': () => lab.status(),
    'lab.start': async ({ nodes }) => {
      await workspace.saved();
      return { failures: await lab.start(nodes) };
    },
    'lab.stop': async ({ nodes, now }) => ({ failures: await lab.stop(nodes, now) }),

    'lab.restart': async ({ nodes }) => ({ failures: await lab.restart(nodes) }),
    'lab.resetCounters': async ({ node }) => {
      await lab.traffic.reset(node);
      return {};
    },
    'lab.watch': (wish, { watch }) => {
      watch.set(wish);
      return {};
    },

    'console.attach': ({ console }, { consoles }) => consoles.attach(console),
    'console.detach': ({ console }, { consoles }) => {
      consoles.detach(console);
      return {};
    },
    'console.write': ({ console, data, answer }, { consoles }) => {
      consoles.write(console, data, answer);
      return {};
    },
    'console.view': ({ console, visible, used }, { consoles }) => {
      consoles.view(console, visible, used);
      return {};
    },
    'console.resize': ({ console, columns, rows }, { consoles }) => {
      consoles.resize(console, columns, rows);
      return {};
    },
    'console.acknowledge': ({ console, characters }, { consoles }) => {
      consoles.acknowledge(console, characters);
      return {};
    },

    'export.script': () => ({ text: exportShellScript(workspace.document, trust.foreign()) }),
    'checks.get': () => ({ findings: [...checks.findings] }),
    'parts.check': async ({ again = false }) => ({
      parts: await checkParts({
        kvm: () => kvmAnswer(again),
        uml: () => umlVerdict('', again),
      }),
    }),
    'activity.list': () => ({ entries: activity.list() }),
    'activity.report': (happening) => {
      activity.add(happening);
      return {};
    },
    ...settingsHandlers(around.settings),
    ...arrangementHandlers(arrangements),
    ...imageHandlers(images),
    ...machineHandlers({ lab, disks, vbox, trust }),
    ...screenHandlers(),
    ...consoleHandlers(around.consoles),
    ...templateHandlers(templates, trust),
    ...trustHandlers(trust, renew),
    'disks.ofCopy': async ({ path }) => ({
      copy: path === undefined || (await workspace.isCopy(path)) ? await copies.question() : null,
    }),
  };
}

function dialogsOf({ dialogs }: ServiceOptions): DialogProvider {
  if (dialogs !== undefined) return dialogs;
  throw new FailureError({
    code: 'bad-request',
    message: 'This shell has no dialogs of its own.',
    next: 'Use the file list of the page.',
  });
}

function menuOf({ menu }: ServiceOptions): MenuProvider {
  if (menu !== undefined) return menu;
  throw new FailureError({
    code: 'bad-request',
    message: 'This shell has no menu of its own.',
    next: 'Use the menus of the page.',
  });
}
