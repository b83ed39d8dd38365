/** Which drivers of Linux the cards of QEMU need, and which kernels are known to lack some. Pure. */

import type { Remedy } from '../failure/remedy';
import type { cardModels } from '../net/card-models';

export type CardModel = (typeof cardModels)[number];

/** Names of modules, any of which drives the card; see drivers/net of Linux. */
const drivers: Record<CardModel, readonly string[]> = {
  e1000: ['e1000'],
  e1000e: ['e1000e'],
  'virtio-net-pci': ['virtio_net'],
  'virtio-net-device': ['virtio_net'],
  rtl8139: ['8139cp', '8139too'],
  ne2k_pci: ['ne2k_pci'],
  pcnet: ['pcnet32'],
  vmxnet3: ['vmxnet3'],
};

/** What is offered instead, the best first. */
const offered: readonly CardModel[] = ['virtio-net-pci', 'e1000', 'e1000e', 'rtl8139', 'vmxnet3'];

/** Debian's kernels for clouds: drivers/net of linux-image-6.1.0-57-cloud-amd64, of what QEMU has. */
const cloudDrivers: ReadonlySet<string> = new Set(['virtio_net', 'vmxnet3']);

/** The drivers that a kernel is known to be limited to by its name alone; null if any may be there. */
export function driversOfVersion(version: string): ReadonlySet<string> | null {
  return /-cloud-(?:amd64|arm64)$/.test(version) ? cloudDrivers : null;
}

/** Whether one of the drivers that are there drives the card. Modules are named with `_` or `-` for the same. */
function isDriven(model: CardModel, modules: ReadonlySet<string>): boolean {
  return drivers[model].some((name) => modules.has(name) || modules.has(name.replaceAll('_', '-')));
}

export interface Driverless {
  /** The numbers of the cards that no driver is there for. */
  readonly cards: readonly number[];
  readonly models: readonly CardModel[];
  /** A model with a driver; null if there is none. */
  readonly instead: CardModel | null;
}

/** The cards of a machine that a kernel has no driver for; null if it has one for each. */
export function driverless(
  cards: readonly { readonly model: CardModel }[],
  modules: ReadonlySet<string>,
): Driverless | null {
  const without = cards.flatMap(({ model }, index) => (isDriven(model, modules) ? [] : [index]));
  if (without.length === 0) return null;
  return {
    cards: without,
    models: [...new Set(without.map((index) => cards[index]!.model))],
    instead: offered.find((model) => isDriven(model, modules)) ?? null,
  };
}

/** What is said of them. @param kernel "Linux 6.1.0-57-cloud-amd64", or what else lacks the driver */
export function driverlessText(
  name: string,
  kernel: string,
  { cards, models, instead }: Driverless,
): { message: string; next: string; remedy?: Remedy } {
  const which = cards.map((card) => `eth${card}`).join(', ');
  const message = `${name} will have no network on ${which}: ${kernel} has no driver for ${models.join(' and ')}.`;
  if (instead === null)
    return { message, next: 'Choose another kernel or initrd, with drivers for network cards.' };
  return {
    message,
    next: `Give it ${instead} cards instead, for which there is a driver.`,
    remedy: { do: 'take-card-model', model: instead, instead: [...models] },
  };
}
