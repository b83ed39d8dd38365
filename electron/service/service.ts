/**
 * The one service behind every shell: composes the document, the lab, the consoles and the data plane,
 * and connects pages to them.
 */

import { join } from 'node:path';
import type { EventMessage } from '../../shared/contract/service';
import type { Settings } from '../../shared/contract/settings';
import { type DeviceNode, nameOf, type TopologyDocument } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { isAlive } from '../../shared/lab/machine-state';
import { notAgreed } from '../../shared/trust/permission-text';
import { ActivityLog, raisedFailure } from '../activity/activity-log';
import { LabActivity } from '../activity/lab-activity';
import { DrawingChecks } from '../checks/drawing-checks';
import { ConsoleHub } from '../console/console-hub';
import { ScreenHub } from '../console/screen-hub';
import { Dataplane } from '../dataplane/host/dataplane';
import { LabCopies } from '../disks/lab-copies';
import { MachineDisks } from '../disks/machine-disks';
import { RecentFiles } from '../document/recent-files';
import { DocumentWorkspace } from '../document/workspace';
import { ImageClaims } from '../images/image-claims';
import { Images } from '../images/images';
import { clearStaleInstances, openInstance } from '../instances/stale-instances';
import { Lab } from '../lab/lab';
import { Launcher } from '../lab/launcher';
import { nodePortOf } from '../lab/node-ports';
import { keepsDisks } from '../machines/kinds';
import { vboxDriver } from '../machines/vbox/vbox-kind';
import { Supervisor } from '../supervisor/supervisor';
import {
  checkDataDirectory,
  configDirectory,
  dataDirectory,
  overlaysDirectory,
  runtimeRoot,
} from '../system/files/directories';
import { thisOwner } from '../system/processes/process-owner';
import { complain } from '../system/terminal-text';
import { onUnexpected, unwaited } from '../system/unexpected';
import { Templates } from '../templates/templates';
import { LabIdentity } from '../trust/lab-identity';
import { LabPermissions } from '../trust/lab-permissions';
import { TrustStore } from '../trust/trust-store';
import { Arrangements } from './arrangements';
import { Closing } from './closing';
import { createHandlers } from './handlers';
import type { ServiceOptions } from './service-options';
import { type Session, Sessions } from './session';
import { TelemetrySubscriptions } from './telemetry-subscriptions';
import { labTrust } from './trust-handlers';
import { UserSettings } from './user-settings';

/** What a step of the end may take at most that only has to put something away, in milliseconds. */
const QUICK_MS = 10_000;
/** The same for steps that ask guests to shut down: more than any of them is given. */
const GUESTS_MS = 180_000;

export interface Service {
  /** Connects a page; `send` gets events until the session is closed. */
  connect(send: (message: EventMessage) => void): Session;
  /** Whether machines run, so that a shell can ask before it quits. */
  readonly isLabRunning: boolean;
  /** The user's settings as they are now. */
  readonly settings: Settings;
  /** A folder that only this user may enter, and that goes when the service does. */
  readonly privateDirectory: string;
  /** While machines are being stopped: does not wait any longer for their guests, nor long for the rest. */
  skipGrace(): void;
  /** Stops all machines, writes unsaved work down, and leaves nothing behind. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens the service; throws a FailureError when the initial document cannot be read. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const root = runtimeRoot();
  checkDataDirectory();
  for (const { directory, processes } of await clearStaleInstances(root)) {
    console.error(
      `Cleared up after a Vdelab that was killed: ${directory}, ${processes.length} processes`,
    );
  }
  const store = new TrustStore(join(dataDirectory(), 'trust/store.json'));
  const identity = new LabIdentity({ store, overlays: overlaysDirectory() });
  const permissions = new LabPermissions(store, identity);
  const workspace = await DocumentWorkspace.create({
    trust: permissions,
    directory: join(dataDirectory(), 'autosave'),
    examplesDirectory: join(options.assetsDirectory, 'examples'),
    owner: thisOwner(),
    onFailure: (failure) => raise(failure),
  });
  await openInitial(workspace, options);
  const instance = openInstance(root);
  const supervisor = new Supervisor(instance, (failure) => raise(failure));
  const consoles = new ConsoleHub();
  const screens = new ScreenHub();
  const dataplane: Dataplane = new Dataplane(
    {
      presence: (device, port, isThere, description) => {
        lab.presence(device, port, isThere);
        happenings.presence(device, port, isThere, description);
      },
      printed: (device, text) => launcher.printed(device, text),
      guests: (device, guests) => lab.guests(device, guests),
      startupFailed: (device, failure) => lab.startupFailed(device, failure),
      trees: (device, trees) => lab.trees(device, trees),
      storm: (device, storm) => lab.storm(device, storm),
      sightings: (device, sightings) => lab.sightings(device, sightings),
      shutDown: (device) => unwaited(lab.stop([device])),
      viewed: (node, view) => watches.viewed(node, view),
      replaced: (failure) => {
        if (failure === null) lab.dataplaneReplaced();
        else lab.engine.down(failure);
        raise(failure ?? engineRestarted);
      },
      leftOut: (record, failure) => {
        if ('cable' in record) return raise({ ...failure, record: record.cable });
        const { node } = nodePortOf({ device: record.device, port: 0 });
        lab.engine.leftOut(node, { ...failure, record: node });
        raise({ ...failure, record: node });
      },
      nameOf: (record) =>
        'cable' in record
          ? cableName(workspace.document, record.cable)
          : drawnName(workspace.document, nodePortOf({ device: record.device, port: 0 }).node),
    },
    options.workerFile,
  );
  const claims = new ImageClaims(join(dataDirectory(), 'image-claims'));
  /** Why a node must not use the disks that its lab's id names. Notes that it does, if it may. */
  const ownDisks = async (node: DeviceNode): Promise<Failure | null> => {
    if (!keepsDisks(node)) return null;
    const refusal = await identity.refusal(node);
    if (refusal === null) await identity.using();
    return refusal;
  };
  const launcher = new Launcher({
    dataplane,
    supervisor,
    instanceDirectory: instance.directory,
    claims,
  });
  const lab: Lab = new Lab(workspace.document, {
    dataplane,
    launcher,
    supervisor,
    consoles,
    screens,
    instanceDirectory: instance.directory,
    refusal: async (node) =>
      notAgreed(node, await permissions.pending([node])) ?? (await ownDisks(node)),
    raise: (failure) => raise(failure),
    changed: (change) => {
      sessions.tell('lab.changed', change);
      happenings.changed(change);
      checks.labChanged();
    },
  });
  const images = new Images({
    root: join(dataDirectory(), 'images'),
    document: () => workspace.document,
    tellJob: (job) => sessions.tell('images.job', job),
    tellChanged: () => sessions.tell('images.changed', {}),
  });
  // A library that cannot be opened says why when it is looked at; the rest works without.
  images.open().catch((error: unknown) => console.error('vdelab: images:', error));
  const disks = new MachineDisks({
    overlays: overlaysDirectory(),
    claims,
    document: () => workspace.document,
  });
  const copies = new LabCopies({
    overlays: overlaysDirectory(),
    claims,
    document: () => workspace.document,
    isUnclear: async () => (await identity.question()) !== null,
    isAlive: (node) => isAlive(lab.status().nodes[node]?.state ?? 'off'),
    stop: async (nodes) => void (nodes.length > 0 && (await lab.stop([...nodes]))),
  });
  workspace.onChange((document, diff) => {
    lab.setDocument(document, diff);
    images.documentChanged(document);
    checks.changed();
  });
  const checks: DrawingChecks = new DrawingChecks({
    document: () => workspace.document,
    isLive: (id) => lab.isLive(id),
    isAgreed: async (node) => (await permissions.pending([node])).length === 0,
    isWatched: () => sessions.isAnyOpen,
    tell: (findings) => sessions.tell('checks.changed', { findings: [...findings] }),
  });
  workspace.onReplaced((document) => {
    // Also a copy, which has another id: its machines start with the disks of that.
    lab.setDocument(document);
    checks.changed();
  });
  const templates = new Templates({
    directory: join(dataDirectory(), 'templates'),
    tellChanged: () => sessions.tell('templates.changed', {}),
  });
  const settings = await UserSettings.open(join(configDirectory(), 'settings.json'));
  const recent = new RecentFiles(join(dataDirectory(), 'recent.json'));
  const watches = new TelemetrySubscriptions({
    traffic: () => lab.traffic.all(),
    usage: () => lab.traffic.usage.all(),
    usageLeft: () => lab.traffic.usage.forget(),
    view: (switches) => dataplane.view(switches),
  });
  const activity = new ActivityLog((entries) => sessions.tell('activity.added', { entries }));
  const happenings = new LabActivity(
    (happening) => activity.add(happening),
    (id) => drawnName(workspace.document, id),
  );
  const raise = (failure: Failure) => {
    sessions.tell('failure.raised', failure);
    activity.add(raisedFailure(failure));
  };
  const sessions: Sessions = new Sessions(
    createHandlers({
      options,
      workspace,
      recent,
      lab,
      consoles,
      images,
      disks,
      copies,
      vbox: vboxDriver.vbox,
      templates,
      activity,
      checks,
      trust: labTrust(permissions, identity, () => workspace.document),
      settings,
      arrangements: new Arrangements(join(dataDirectory(), 'arrangements.json')),
    }),
    consoles,
    screens,
    watches,
  );

  // Nobody waits for it: VirtualBox takes its time, and most never left a machine behind.
  const givenBack = vboxDriver.lender.giveBackLeft().then((failures) => {
    for (const failure of failures) {
      complain(`${failure.message} ${failure.next}`);
      raise(failure);
    }
  });

  if (options.shell !== 'terminal') {
    await settings.follow((change) => sessions.tell('settings.changed', { change }));
  }
  checks.changed();
  const stopTelling = onUnexpected(raise);
  const closing = new Closing();
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    dataplane.retire();
    settings.close();
    checks.close();
    await closing.step('end watching', QUICK_MS, () => watches.close());
    await closing.step('end downloads', QUICK_MS, () => images.close());
    await closing.step('stop all machines', GUESTS_MS, async () => void (await lab.stop('all')));
    await closing.step('give machines back to VirtualBox', GUESTS_MS, () => givenBack);
    await closing.step('end all programs', GUESTS_MS, () => supervisor.stopAll());
    await closing.step('close the switch engine', QUICK_MS, () => dataplane.close());
    await closing.step('write unsaved work down', QUICK_MS, () => workspace.close());
    await closing.step('release the images', QUICK_MS, () => claims.close());
    await closing.step('remove the runtime folder', QUICK_MS, () => instance.close());
  };
  return {
    connect: (send) => sessions.connect(send),
    get isLabRunning() {
      return lab.isRunning;
    },
    get settings() {
      return settings.current;
    },
    privateDirectory: instance.directory,
    skipGrace: () => {
      closing.skipGrace();
      unwaited(lab.stop('all', true));
    },
    close: () => {
      closed ??= closeAll().finally(stopTelling);
      return closed;
    },
  };
}

const engineRestarted: Failure = {
  code: 'dataplane-down',
  message: 'The switch engine stopped and was started again; machines and cables go on.',
  next: 'Built-in PCs began anew. If it happens again, report it.',
};

function cableName({ nodes, cables }: TopologyDocument, id: string): string {
  const cable = cables[id];
  const ends = [cable?.a, cable?.b].flatMap((end) => nodes[end?.node ?? ''] ?? []);
  return ends.length === 2 ? `The cable between ${ends.map(nameOf).join(' and ')}` : 'A cable';
}

function drawnName({ nodes }: TopologyDocument, id: string): string {
  const node = nodes[id];
  return node === undefined ? id : nameOf(node);
}

async function openInitial(workspace: DocumentWorkspace, options: ServiceOptions): Promise<void> {
  if (options.initialPath !== undefined) await workspace.open(options.initialPath);
  else if (options.initialExample !== undefined && workspace.get().recovery.length === 0) {
    await workspace.openExample(options.initialExample);
  }
}
