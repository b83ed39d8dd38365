/**
 * What the main thread and the worker say to each other. Commands that make something are kept by
 * the main thread and repeated to a worker that takes another's place.
 */

import type { PortGuest } from '../../../shared/contract/service';
import type { CableState } from '../../../shared/document/cable-conditions';
import type { Failure } from '../../../shared/failure/failure';
import type { PortVlans } from '../../../shared/kinds/switch';
import type { Sightings, Storm, SwitchView, VlanTree } from '../../../shared/lab/switch-view';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import type { PcSettings } from '../../engine/pc/stack/pc-io';
import type { ScriptFile } from '../../management/session/management-session';
import type { CounterRange } from './counter-table';
import type { DescriptorRecord } from './descriptors';

export interface DevicePort {
  readonly device: string;
  readonly port: number;
}

/** What may be changed of a running switch without making it anew. */
export interface SwitchConfiguration {
  /** By port number; ports that are not listed are untagged members of VLAN 0. */
  readonly vlans: Readonly<Record<string, PortVlans>>;
  readonly fstp: boolean;
  /** Bridge priority. */
  readonly priority: number;
}

/** Where clients join a switch, and who may. */
export interface SwitchPlace {
  readonly directory: string;
  /** Permission bits of the sockets, and the group's name, number or nothing. */
  readonly mode: number;
  readonly group: string;
}

/** How a switch's console talks: to a terminal, or as on the socket, with and without prompts. */
export type ConsoleStyle = 'edited' | 'prompted' | 'bare';

/** What only `vdelab switch` sets otherwise. */
export interface SwitchExtras {
  /** Permission bits of the VDE directory; null for what follows from those of the sockets. */
  readonly directoryMode: number | null;
  readonly managementMode: number;
  /** Name or number of the management socket's group, or nothing. */
  readonly managementGroup: string;
  /** Size of the address table, as the console shows it. */
  readonly buckets: number;
  readonly console: ConsoleStyle;
}

export const plainExtras: SwitchExtras = {
  directoryMode: null,
  managementMode: 0o600,
  managementGroup: '',
  buckets: 128,
  console: 'edited',
};

export type DeviceCommand =
  | ({
      readonly type: 'switch';
      readonly id: string;
      /** First of the counter slots of the ports that it was made with, port 0 first. */
      readonly slot: number;
      readonly ports: number;
      /** Counters of ports that it got later. */
      readonly ranges?: readonly CounterRange[];
      readonly hub: boolean;
      readonly configuration: SwitchConfiguration;
      /** The switch's own address, as `00:ff:12:34:56:78`. */
      readonly mac: string;
      /** Path of the management socket, or nothing. */
      readonly management: string;
      /** Management commands to begin with. */
      readonly setup: readonly string[];
      /** Those that are not as in {@link plainExtras}. */
      readonly extras?: Partial<SwitchExtras>;
    } & SwitchPlace)
  | {
      readonly type: 'card';
      readonly id: string;
      readonly slot: number;
      readonly directory: string;
    }
  | { readonly type: 'tap'; readonly id: string; readonly slot: number; readonly interface: string }
  /** A tap on the lowest free port of a switch; its frames are counted there. */
  | {
      readonly type: 'switch-tap';
      readonly id: string;
      readonly slot: number;
      readonly switch: string;
      readonly interface: string;
    }
  | {
      readonly type: 'pc';
      readonly id: string;
      readonly slot: number;
      readonly settings: PcSettings;
    };

export type CableCommand = {
  readonly type: 'cable';
  readonly id: string;
  /** First of two counter slots, for the directions a to b and b to a. */
  readonly slot: number;
  readonly a: DevicePort;
  readonly b: DevicePort;
  readonly state: CableState;
  /** What its chance begins with: the same seed loses the same frames. */
  readonly seed: number;
};

export type Command =
  | DeviceCommand
  | CableCommand
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'uncable'; readonly id: string }
  /** Changes what a cable does to its frames, while it carries some. */
  | { readonly type: 'condition'; readonly id: string; readonly state: CableState }
  | {
      readonly type: 'configure';
      readonly id: string;
      readonly configuration: SwitchConfiguration;
    }
  /** Changes how many ports a running switch has; `added` are the counters of further ones. */
  | {
      readonly type: 'ports';
      readonly id: string;
      readonly ports: number;
      readonly added: CounterRange | null;
    }
  /** Has a running switch listen elsewhere, or to others; who has joined stays. */
  | ({ readonly type: 'place'; readonly id: string } & SwitchPlace)
  /** Opens the management socket of a running switch at another path; nothing closes it. */
  | { readonly type: 'management'; readonly id: string; readonly path: string }
  | { readonly type: 'hostname'; readonly id: string; readonly hostname: string }
  /** Switches whose views are to be sent, about once a second, as long as they are listed here. */
  | { readonly type: 'view'; readonly switches: readonly string[] }
  | { readonly type: 'reset-counters'; readonly id: string }
  /** Ports of a switch that the drawing uses: clients that take any port do not get these. */
  | { readonly type: 'reserve'; readonly id: string; readonly ports: readonly number[] }
  /** Lets a built-in PC, or a switch's console, show its prompt. */
  | { readonly type: 'start-console'; readonly id: string }
  | { readonly type: 'type'; readonly id: string; readonly data: string }
  /** Standard output took so many characters of what a plain console printed. */
  | { readonly type: 'printed-out'; readonly id: string; readonly characters: number }
  | {
      readonly type: 'resize';
      readonly id: string;
      readonly columns: number;
      readonly rows: number;
    }
  /** What a file that was asked for holds: the answer to the notice `read-script`. */
  | { readonly type: 'script'; readonly script: number; readonly file: ScriptFile }
  | { readonly type: 'stop' };

/** Main thread to worker; `request` is answered unless it is 0. */
export interface CommandMessage {
  readonly request: number;
  readonly command: Command;
}

export type Notice =
  | { readonly type: 'done'; readonly request: number }
  | { readonly type: 'refused'; readonly request: number; readonly failure: Failure }
  | {
      readonly type: 'joined';
      readonly device: string;
      readonly port: number;
      readonly description: string;
    }
  | { readonly type: 'left'; readonly device: string; readonly port: number }
  | { readonly type: 'printed'; readonly device: string; readonly text: string }
  /** Who has ports of a switch that are not drawn as taken. */
  | { readonly type: 'guests'; readonly device: string; readonly guests: readonly PortGuest[] }
  /** A startup command of a built-in PC, or of a switch, failed. */
  | {
      readonly type: 'startup-failed';
      readonly device: string;
      readonly failure: StartupFailure;
    }
  /** A plain console has answered all that was typed. */
  | { readonly type: 'answered'; readonly device: string }
  /** The spanning trees of a switch changed; none when it takes no part. */
  | { readonly type: 'trees'; readonly device: string; readonly trees: readonly VlanTree[] }
  /** A loop was noticed, or is gone. */
  | { readonly type: 'storm'; readonly device: string; readonly storm: Storm | null }
  | { readonly type: 'sightings'; readonly device: string; readonly sightings: Sightings }
  /** A management command ended the switch. */
  | { readonly type: 'shut-down'; readonly device: string }
  | { readonly type: 'viewed'; readonly device: string; readonly view: SwitchView }
  /** A console wants a file of commands, on behalf of a user or, with null, of the one that runs the app. */
  | {
      readonly type: 'read-script';
      readonly script: number;
      readonly path: string;
      readonly user: number | null;
    }
  | { readonly type: 'opened'; readonly record: DescriptorRecord }
  | { readonly type: 'closed'; readonly fd: number }
  /** A device or cable of the former thread could not be made again. */
  | {
      readonly type: 'lost';
      readonly command: DeviceCommand | CableCommand;
      readonly failure: Failure;
    };

export interface WorkerStart {
  /** An eventfd: the main thread adds 1 to it after posting a message. */
  readonly wake: number;
  readonly counters: SharedArrayBuffer;
  /** Where the thread gives its signs of life: see Pulse. */
  readonly pulse: SharedArrayBuffer;
  /** What a former worker left open. */
  readonly adopted: readonly DescriptorRecord[];
  /** Everything that is to exist, in an order that works. */
  readonly commands: readonly Command[];
  /** What was ordered of a former thread and not answered, or while there was none. */
  readonly pending: readonly CommandMessage[];
}
