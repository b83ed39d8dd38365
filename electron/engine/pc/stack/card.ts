/** A network card of the PC with its addresses. */
import type { Prefix } from './ipv4-address';
import { broadcastOf, LIMITED_BROADCAST } from './ipv4-address';

/** Enough for any exercise; bounds what a looping script can add. */
export const MAX_ADDRESSES_PER_CARD = 64;

export class Card {
  readonly index: number;
  readonly name: string;
  readonly mac: number;
  up = true;
  /** Whether a cable that is switched on is plugged in. Nothing is kept from being sent without it. */
  hasCarrier = true;
  readonly addresses: Prefix[] = [];

  constructor(index: number, mac: number) {
    this.index = index;
    this.name = `eth${index}`;
    this.mac = mac;
  }

  owns(address: number): boolean {
    // Asked of every broadcast of the network, so without a function for each.
    for (const own of this.addresses) if (own.address === address) return true;
    return false;
  }

  /** True for 255.255.255.255 and the broadcast address of any network of this card. */
  isBroadcast(address: number): boolean {
    if (address === LIMITED_BROADCAST) return true;
    return this.addresses.some((own) => broadcastOf(own) === address);
  }
}
