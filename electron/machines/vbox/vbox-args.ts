/**
 * The command lines of VBoxManage, pure. Machines are named by their UUID, since names are not unique;
 * see the chapter “VBoxManage” of VirtualBox's manual.
 */
import type { CardBefore, SerialBefore } from './vbox-settings';

/** A card that is lent to the lab: its number, its address in the drawing and its endpoint. */
export interface LentCard {
  readonly adapter: number;
  readonly mac: string;
  /** What `network=` is to be, see {@link networkForms}. */
  readonly network: string;
}

/** The serial port that a PC calls COM1. */
const COM1 = ['0x3F8', '4'] as const;

/**
 * How a VDE directory may be named to the installed libvdeplug, which VirtualBox hands it to as it is:
 * that of vde-2 knows paths only, that of vdeplug 4 locators as well.
 */
export const networkForms: readonly ((directory: string) => string)[] = [
  (directory) => directory,
  (directory) => `vde://${directory}`,
];

export const listArgs: readonly string[] = ['list', 'vms'];

export const showArgs = (machine: string) => ['showvminfo', machine, '--machinereadable'];

/** For people, and the only one that tells the properties of a generic driver. */
export const describeArgs = (machine: string) => ['showvminfo', machine];

export const startArgs = (machine: string) => ['startvm', machine, '--type', 'headless'];

export const controlArgs = (machine: string, ...order: string[]) => [
  'controlvm',
  machine,
  ...order,
];

export function linkArgs(machine: string, adapter: number, hasCarrier: boolean): string[] {
  return controlArgs(machine, `setlinkstate${adapter}`, hasCarrier ? 'on' : 'off');
}

/** Counters of the disks and drives of a machine that runs. */
export function diskStatisticsArgs(machine: string): string[] {
  return ['debugvm', machine, 'statistics', '--pattern', '/Public/Storage/*'];
}

/** Turns on what is to be lent, because VirtualBox tells only then how it is set. */
export function uncoverArgs(
  machine: string,
  cards: readonly CardBefore[],
  serial: SerialBefore,
): string[] {
  const hidden = cards.filter(({ attachment }) => attachment !== 'generic');
  return [
    'modifyvm',
    machine,
    ...hidden.flatMap(({ adapter }) => [`--nic${adapter}`, 'generic']),
    ...(serial.port === 'off' ? ['--uart1', ...COM1] : []),
  ];
}

/** Sets cards to the VDE driver and the first serial port to a socket that VirtualBox makes. */
export function lendArgs(
  machine: string,
  cards: readonly LentCard[],
  before: readonly CardBefore[],
  serialSocket: string,
): string[] {
  return [
    'modifyvm',
    machine,
    ...cards.flatMap((card) =>
      lendCard(
        card,
        before.find(({ adapter }) => adapter === card.adapter),
      ),
    ),
    ...['--uartmode1', 'server', serialSocket],
  ];
}

function lendCard({ adapter, mac, network }: LentCard, before: CardBefore | undefined): string[] {
  const others = Object.keys(before?.properties ?? {}).filter((name) => name !== 'network');
  return [
    ...[`--nic${adapter}`, 'generic', `--nicgenericdrv${adapter}`, 'VDE'],
    // The driver refuses to start with a property that it does not know.
    ...others.flatMap((name) => [`--nicproperty${adapter}`, `${name}=`]),
    ...[`--nicproperty${adapter}`, `network=${network}`, `--cableconnected${adapter}`, 'on'],
    // A card that is off has no address of its own that would last.
    ...(before?.attachment === 'none' ? [`--macaddress${adapter}`, bareMac(mac)] : []),
  ];
}

/** An Ethernet address as VirtualBox wants it. */
const bareMac = (mac: string) => mac.replaceAll(':', '').toUpperCase();

/** Puts cards back as they were. */
export function returnCardsArgs(machine: string, cards: readonly CardBefore[]): string[] {
  return ['modifyvm', machine, ...cards.flatMap(returnCard)];
}

function returnCard({ adapter, attachment, mac, connected, generic, properties }: CardBefore) {
  const theirs = { network: '', ...properties };
  return [
    ...(generic === null ? [] : [`--nicgenericdrv${adapter}`, generic]),
    ...(properties === null
      ? []
      : Object.entries(theirs).flatMap(([name, value]) => [
          `--nicproperty${adapter}`,
          `${name}=${value}`,
        ])),
    ...(connected === null ? [] : [`--cableconnected${adapter}`, connected ? 'on' : 'off']),
    ...(attachment === 'none' && mac !== '' ? [`--macaddress${adapter}`, bareMac(mac)] : []),
    // `none` only switches a card off, and what it is attached to stays.
    ...(attachment === 'none' ? [`--nic${adapter}`, 'null'] : []),
    ...[`--nic${adapter}`, attachment],
  ];
}

/** Puts the first serial port back as it was. */
export function returnSerialArgs(machine: string, { port, mode }: SerialBefore): string[] {
  return [
    'modifyvm',
    machine,
    ...(mode === null ? [] : ['--uartmode1', ...serialMode(mode)]),
    ...(port === 'off' ? ['--uart1', 'off'] : []),
  ];
}

/** VirtualBox prints `server,/tmp/a b` and takes two words; a device of this computer is one word. */
function serialMode(mode: string): string[] {
  const [, kind, where = ''] = /^(server|client|tcpserver|tcpclient|file),(.*)$/s.exec(mode) ?? [];
  if (kind === undefined) return [mode === '' ? 'disconnected' : mode];
  return where === '' ? ['disconnected'] : [kind, where];
}
