/** What can be done to a machine that runs, and what is told of it beside its state. */
import { z } from 'zod';
import { failureSchema } from '../failure/failure';
import { cardPrefixes } from '../kinds/card-names';

/**
 * `pause` and `resume`: the guest stands still, and goes on. `reset`: as by the reset button. `powerOff`:
 * asks the guest to shut down and leaves it to it. `kill`: pulls the plug.
 */
export const machineControls = ['pause', 'resume', 'reset', 'powerOff', 'kill'] as const;
export const machineControlSchema = z.enum(machineControls);
export type MachineControl = z.infer<typeof machineControlSchema>;

/** What a driver tells of a machine while it starts and runs; all of it is gone when the machine is. */
export const machineFactsSchema = z.object({
  /** What it runs on, for the badge on its symbol: "KVM", "TCG", "UML", "VBox"; empty for none. */
  badge: z.string().max(20),
  /** Whether the guest stands still. */
  paused: z.boolean(),
  /** What can be done to it beside starting and stopping. */
  controls: z.array(machineControlSchema),
  /** Whether snapshots of it can be saved and restored. */
  snapshots: z.boolean(),
  /** Path of the image in its CD drive, empty for an empty drive; null if it has none. */
  medium: z.string().nullable(),
  /** Whether it takes commands of the magic SysRq key. */
  sysrq: z.boolean(),
  /** What its guest calls its cards; null where that is not asked. */
  cards: z.enum(cardPrefixes).nullable(),
  /** What is wrong with it although it is up: a plug whose process fell and is started again. */
  trouble: failureSchema.nullable(),
});
export type MachineFacts = z.infer<typeof machineFactsSchema>;

export const noFacts: MachineFacts = {
  badge: '',
  paused: false,
  controls: [],
  snapshots: false,
  medium: null,
  sysrq: false,
  cards: null,
  trouble: null,
};

export const snapshotSchema = z.object({
  name: z.string(),
  /** When it was saved, in milliseconds since 1970. */
  savedAt: z.number(),
  /** Size of the saved memory; 0 if only disks were saved. */
  bytes: z.number(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** How the latest start of a node went: what was run, what it printed, how it ended. */
export const machineReportSchema = z.object({
  /** The programs that were started for it, as arrays of arguments, the program first. */
  commands: z.array(z.array(z.string())),
  /** The last of what they printed, consoles on terminals included. */
  output: z.string(),
  /** How it ended: "exit code 1", "killed by SIGKILL"; null while it runs. */
  end: z.string().nullable(),
  /** When it was started, in milliseconds since 1970; null if it never was. */
  startedAt: z.number().nullable(),
  /** Time from the start until it was ready; null if it is not. */
  bootMs: z.number().nullable(),
});
export type MachineReport = z.infer<typeof machineReportSchema>;

/** A disk of a machine as it lies on this computer. */
export const machineDiskSchema = z.object({
  image: z.string(),
  access: z.enum(['overlay', 'direct']),
  /** Path of its overlay; null if there is none yet, or none is used. */
  overlay: z.string().nullable(),
  /** What the overlay takes on this computer. */
  overlayBytes: z.number(),
  /** Whether the image has another size or time than when the overlay was begun. */
  isChanged: z.boolean(),
});
export type MachineDisk = z.infer<typeof machineDiskSchema>;

/** What a machine wrote on an image that none of its disks names now. */
export const formerOverlaySchema = z.object({
  /** Names it in calls. */
  name: z.string(),
  /** The image; null if nobody knows. */
  base: z.string().nullable(),
  bytes: z.number(),
});
export type FormerOverlay = z.infer<typeof formerOverlaySchema>;
