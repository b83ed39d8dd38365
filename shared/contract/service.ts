/**
 * The contract between the page and the service, the same in every shell. Each call has a schema for
 * its parameters and its result; each event has one for its payload. Nothing crosses unchecked.
 */
import { z } from 'zod';
import { documentDiffSchema } from '../document/document-diff';
import { sketchSchema } from '../document/example-sketch';
import { documentSchema } from '../document/topology';
import { failureSchema } from '../failure/failure';
import { findingSchema } from '../failure/finding';
import { idSchema } from '../kinds/fields/node-fields';
import { driftSchema } from '../lab/drift';
import { machineFactsSchema } from '../lab/machine-control';
import { machineStateSchema } from '../lab/machine-state';
import { partSchema } from '../lab/parts';
import { sightingsSchema, stormSchema, switchViewSchema, vlanTreeSchema } from '../lab/switch-view';
import { channels, consoleIdSchema } from './console-id';
import { desktopMenuCalls, desktopMenuEvents } from './desktop-menu';
import { activityCalls, activityEvents } from './service-activity';
import { arrangementCalls } from './service-arrangement';
import { consoleCalls } from './service-consoles';
import { imageCalls, imageEvents } from './service-images';
import { machineCalls } from './service-machines';
import { screenCalls, screenEvents } from './service-screens';
import { templateCalls, templateEvents } from './service-templates';
import { byHandSchema, copiedDisksSchema, disksOfCopySchema, trustCalls } from './service-trust';
import { usageEvents } from './service-usage';
import { settingsCalls, settingsEvents } from './settings';

const shellSchema = z.enum(['desktop', 'browser', 'terminal']);

const pathSchema = z.string().min(1).max(4096);
const nothing = z.object({});

const recoveryOfferSchema = z.object({
  id: z.string().max(200),
  name: z.string(),
  /** Where the document was last saved; null if never. */
  path: z.string().nullable(),
  /** When the unsaved work was last written, in milliseconds since 1970. */
  savedAt: z.number(),
  nodeCount: z.number().int(),
});

/** Most characters of a lab that travels in one message. */
export const MAX_LAB_TEXT = 8 * 1024 * 1024;

const workspaceSchema = z.object({
  document: documentSchema,
  /** Stays while the lab is edited and saved, also under another id; another lab that is opened has another. */
  opening: z.string().max(100),
  path: z.string().nullable(),
  /** Whether there are changes that are not in the file at `path`. */
  dirty: z.boolean(),
  /** Grows by one with each applied diff; a change must name the one it builds on. */
  revision: z.number().int(),
  recovery: z.array(recoveryOfferSchema),
});

const portGuestSchema = z.object({
  port: z.number().int(),
  /** Who has it: what a client from outside says of itself, or that the console made it. */
  who: z.string(),
});

const nodeStatusSchema = z.object({
  state: machineStateSchema,
  /** What it is doing or has come to, in a few words: "Booting (TCG)", "10.0.0.254/24 on tap0". */
  detail: z.string(),
  failure: failureSchema.nullable(),
  /** Consoles that exist now. */
  channels: z.array(z.enum(channels)),
  /** Whether it has a screen that can be opened now. */
  screen: z.boolean(),
  facts: machineFactsSchema,
  /** Time from its start until it was ready; null if it is not. */
  bootMs: z.number().nullable(),
  /** VDE directory of a running switch, for external clients. */
  directory: z.string().nullable(),
  /** Ports on which something of the running lab or from outside is present. */
  joined: z.array(z.number().int()),
  /** Ports of a running switch that are not free although no cable of the drawing is there. */
  guests: z.array(portGuestSchema),
  /** The spanning trees of a running switch that takes part, VLANs ascending. */
  trees: z.array(vlanTreeSchema),
  /** The loop that a running switch has noticed and holds down now. */
  storm: stormSchema.nullable(),
  /** What a running switch sees that its user should know: addresses that are there twice, wrong tags. */
  sightings: sightingsSchema,
  /** Startup commands, or lines of a startup script, that failed when it was started. */
  startup: z.array(failureSchema),
  /** How it runs otherwise than it is drawn; null while both are the same. */
  drift: driftSchema.nullable(),
});

/** Whether each end of a cable has carrier: its node runs and its port is taken up. */
const cableStatusSchema = z.object({ a: z.boolean(), b: z.boolean() });

const labStatusSchema = z.object({
  nodes: z.record(idSchema, nodeStatusSchema),
  cables: z.record(idSchema, cableStatusSchema),
});

/** Frames and bytes since the node was started; `drops` by reason. */
const portCountersSchema = z.object({
  port: z.number().int(),
  framesIn: z.number(),
  bytesIn: z.number(),
  framesOut: z.number(),
  bytesOut: z.number(),
  drops: z.record(z.string(), z.number()),
});

/** Counters of one direction of a cable with conditions, since the conditions were first set. */
const strandCountersSchema = z.object({
  framesIn: z.number(),
  framesOut: z.number(),
  bytesOut: z.number(),
  /** Frames dropped, by cause: loss, queue-full, mtu, cable-down. */
  drops: z.record(z.string(), z.number()),
});

/** All counters of the nodes and cables that run, at one time. Rates are for the page to derive. */
const trafficSchema = z.object({
  /** Milliseconds on a clock that only goes forward. */
  at: z.number(),
  nodes: z.record(idSchema, z.array(portCountersSchema)),
  cables: z.record(idSchema, z.object({ aToB: strandCountersSchema, bToA: strandCountersSchema })),
});

const fileEntrySchema = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['directory', 'file']),
  bytes: z.number(),
  modifiedAt: z.number(),
});

/** A lab that comes with the app. */
const exampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  sketch: sketchSchema,
});

/** A lab that was opened or saved lately. */
const recentFileSchema = z.object({ path: z.string(), name: z.string() });

const targets = z.object({ nodes: z.union([z.literal('all'), z.array(idSchema).max(10_000)]) });

export const calls = {
  hello: {
    params: nothing,
    result: z.object({
      version: z.string(),
      shell: shellSchema,
      /** Whether `dialog.open` and `dialog.save` show the desktop's own dialogs. */
      nativeDialogs: z.boolean(),
      /** Whether `menu.show` has a menu to show it in. */
      nativeMenu: z.boolean(),
      home: z.string(),
      /** Versions of what the service runs on, by name. */
      runtime: z.record(z.string(), z.string()),
      examples: z.array(exampleSchema),
    }),
  },
  'workspace.get': { params: nothing, result: workspaceSchema },
  'workspace.change': {
    /** Without `byHand` nothing that the change asks of this computer is agreed to by it. */
    params: z.object({
      revision: z.number().int(),
      diff: documentDiffSchema,
      byHand: byHandSchema.optional(),
    }),
    result: z.object({ revision: z.number().int() }),
  },
  'workspace.new': { params: nothing, result: workspaceSchema },
  'workspace.open': { params: z.object({ path: pathSchema }), result: workspaceSchema },
  /** A copy of a lab whose file the page has and the service does not see. */
  'workspace.openText': {
    params: z.object({ text: z.string().max(MAX_LAB_TEXT) }),
    result: workspaceSchema,
  },
  'workspace.openExample': {
    params: z.object({ id: z.string().max(100) }),
    result: workspaceSchema,
  },
  'workspace.save': {
    /**
     * Without a path, to the file it came from. `overwrite` must be true to replace another file. Beside its
     * file it becomes a lab of its own; `disks` says with which, and has machines that write stopped.
     */
    params: z.object({
      path: pathSchema.optional(),
      overwrite: z.boolean().optional(),
      disks: disksOfCopySchema.optional(),
    }),
    result: workspaceSchema.extend({ disks: copiedDisksSchema }),
  },
  'workspace.recover': { params: z.object({ id: z.string().max(200) }), result: workspaceSchema },
  'workspace.discardRecovery': {
    params: z.object({ id: z.string().max(200) }),
    result: workspaceSchema,
  },
  /** Labs opened or saved lately that are still there, the latest first. */
  'files.recent': {
    params: nothing,
    result: z.object({ files: z.array(recentFileSchema).max(50) }),
  },
  'files.list': {
    params: z.object({ directory: pathSchema }),
    result: z.object({
      directory: z.string(),
      parent: z.string().nullable(),
      entries: z.array(fileEntrySchema),
    }),
  },
  'dialog.open': {
    params: z.object({
      title: z.string().max(200),
      extensions: z.array(z.string().max(20)).max(20),
      directory: pathSchema.optional(),
    }),
    result: z.object({ path: z.string().nullable() }),
  },
  'dialog.save': {
    params: z.object({ title: z.string().max(200), suggestion: z.string().max(4096) }),
    result: z.object({ path: z.string().nullable() }),
  },
  'lab.get': { params: nothing, result: labStatusSchema },
  /** Resolves when every wanted node is up or has failed; progress comes as events. */
  'lab.start': { params: targets, result: z.object({ failures: z.array(failureSchema) }) },
  /** With `now`, machines that are being asked to shut down are terminated at once. */
  'lab.stop': {
    params: targets.extend({ now: z.boolean().optional() }),
    result: z.object({ failures: z.array(failureSchema) }),
  },
  /**
   * Says what this page shows just now: whether `lab.traffic` comes every second, and of which
   * switches `switch.viewed` comes, and whether `lab.usage` comes with the traffic. Replaces what it
   * said before; a closed page watches nothing.
   */
  'lab.watch': {
    params: z.object({
      traffic: z.boolean(),
      switches: z.array(idSchema).max(20),
      usage: z.boolean().optional(),
    }),
    result: nothing,
  },
  /** Stops nodes and starts them again, and with them nothing else. */
  'lab.restart': { params: targets, result: z.object({ failures: z.array(failureSchema) }) },
  /** Sets the counters of a running node's ports to zero. */
  'lab.resetCounters': { params: z.object({ node: idSchema }), result: nothing },
  'console.attach': {
    params: z.object({ console: consoleIdSchema }),
    /**
     * `replay` is what was printed lately; `connected` whether somebody is at the other end. `times`
     * says of places in the replay when what follows was printed, in milliseconds since 1970.
     */
    result: z.object({
      replay: z.string(),
      connected: z.boolean(),
      times: z.array(z.tuple([z.number().int(), z.number()])),
    }),
  },
  'console.detach': { params: z.object({ console: consoleIdSchema }), result: nothing },
  'console.write': {
    /** `answer`: what a terminal says by itself when a program asks it. Of several pages one is heard. */
    params: z.object({
      console: consoleIdSchema,
      data: z.string().max(1_000_000),
      answer: z.boolean().optional(),
    }),
    result: nothing,
  },
  /** Whether the page shows the console where it can be seen, and with `used` that it has the keyboard now. */
  'console.view': {
    params: z.object({ console: consoleIdSchema, visible: z.boolean(), used: z.boolean() }),
    result: nothing,
  },
  'console.resize': {
    params: z.object({
      console: consoleIdSchema,
      columns: z.number().int().min(2).max(1000),
      rows: z.number().int().min(1).max(1000),
    }),
    result: nothing,
  },
  /** Says that so many characters have been drawn, so that the source may go on (flow control). */
  'console.acknowledge': {
    params: z.object({ console: consoleIdSchema, characters: z.number().int().min(0) }),
    result: nothing,
  },
  'export.script': { params: nothing, result: z.object({ text: z.string() }) },
  /** What is wrong with the drawing beyond its rules, as far as it was looked at by now. */
  'checks.get': { params: nothing, result: z.object({ findings: z.array(findingSchema) }) },
  /** `again` tries anew what was found not to work before. */
  'parts.check': {
    params: z.object({ again: z.boolean().optional() }),
    result: z.object({ parts: z.array(partSchema) }),
  },
  ...arrangementCalls,
  ...machineCalls,
  ...activityCalls,
  ...desktopMenuCalls,
  ...imageCalls,
  ...screenCalls,
  ...consoleCalls,
  ...templateCalls,
  ...trustCalls,
  ...settingsCalls,
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const events = {
  /** Another window changed the document. */
  'workspace.changed': z.object({ revision: z.number().int(), diff: documentDiffSchema }),
  /** Vdelab was asked for a lab while it ran, by its command or a double-click in the file manager. */
  'workspace.wanted': z.object({
    path: z.string().optional(),
    example: z.string().optional(),
  }),
  /** The document was replaced or saved elsewhere: fetch it anew. */
  'workspace.replaced': nothing,
  /** Only what changed; null for nodes and cables that are gone. */
  'lab.changed': z.object({
    nodes: z.record(idSchema, nodeStatusSchema.nullable()),
    cables: z.record(idSchema, cableStatusSchema.nullable()),
  }),
  /** Other things are wrong with the drawing than before, beyond its rules. */
  'checks.changed': z.object({ findings: z.array(findingSchema) }),
  'lab.traffic': trafficSchema,
  'switch.viewed': z.object({ node: idSchema, view: switchViewSchema }),
  'console.output': z.object({ console: consoleIdSchema, data: z.string() }),
  'console.state': z.object({ console: consoleIdSchema, connected: z.boolean() }),
  /** Something that went wrong outside of a call, to be shown as a message. */
  'failure.raised': failureSchema,
  ...desktopMenuEvents,
  ...imageEvents,
  ...screenEvents,
  ...templateEvents,
  ...usageEvents,
  ...activityEvents,
  ...settingsEvents,
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof calls;
export type Params<C extends CallName> = z.input<(typeof calls)[C]['params']>;
export type Result<C extends CallName> = z.output<(typeof calls)[C]['result']>;
export type EventName = keyof typeof events;
export type Payload<E extends EventName> = z.output<(typeof events)[E]>;

export type Workspace = z.infer<typeof workspaceSchema>;
export type RecoveryOffer = z.infer<typeof recoveryOfferSchema>;
export type PortGuest = z.infer<typeof portGuestSchema>;
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
export type CableStatus = z.infer<typeof cableStatusSchema>;
export type LabStatus = z.infer<typeof labStatusSchema>;
export type PortCounters = z.infer<typeof portCountersSchema>;
export type DirectionCounters = z.infer<typeof strandCountersSchema>;
export type Traffic = z.infer<typeof trafficSchema>;
export type Example = z.infer<typeof exampleSchema>;
export type RecentFile = z.infer<typeof recentFileSchema>;
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** What travels from page to service over a WebSocket or IPC. */
export const requestSchema = z.object({
  id: z.number().int(),
  call: z.enum(Object.keys(calls) as [CallName, ...CallName[]]),
  params: z.unknown(),
});

/** What travels back: the answer to one request, or an event. */
export const replySchema = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), failure: failureSchema }),
]);
export const eventMessageSchema = z.object({
  event: z.enum(Object.keys(events) as [EventName, ...EventName[]]),
  payload: z.unknown(),
});

export type Request = z.infer<typeof requestSchema>;
export type Reply = z.infer<typeof replySchema>;
export type EventMessage = z.infer<typeof eventMessageSchema>;

/** What the desktop's preload puts on `window.vdelab`; the browser shell uses a WebSocket instead. */
export interface DesktopBridge {
  request(request: Request): Promise<Reply>;
  /** Returns how to stop that. */
  onEvent(listener: (message: EventMessage) => void): () => void;
}
