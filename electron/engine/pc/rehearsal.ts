/**
 * Tries the startup commands of a PC without a network: its own interpreter says what it will not take,
 * and which addresses its cards have afterwards. What only shows on a network, as whether a ping is
 * answered, it does not say.
 */

import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { Pc } from './pc';
import { formatAddress } from './stack/ipv4-address';
import type { PcSettings } from './stack/pc-io';

export interface Rehearsal {
  readonly failures: readonly StartupFailure[];
  /** By card, with the bits of their networks, like 10.0.0.1/24. */
  readonly addresses: readonly (readonly string[])[];
}

/** Runs the startup commands in a PC that is nowhere plugged in. Takes time linear in their number. */
export function rehearse(settings: PcSettings): Rehearsal {
  const failures: StartupFailure[] = [];
  const pc = new Pc(settings, {
    now: () => 0,
    transmit: () => {},
    print: () => {},
    random: () => 0,
    hasTime: () => true,
    startupFailed: (failure) => failures.push(failure),
    isRehearsal: true,
  });
  pc.start();
  const addresses = settings.macs.map((_, card) =>
    pc.prefixesOf(card).map(({ address, length }) => `${formatAddress(address)}/${length}`),
  );
  return { failures, addresses };
}
