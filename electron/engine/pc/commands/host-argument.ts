/** The host that a command is to talk to: an address, `localhost`, or the PC's own name. */

import { CommandError } from '../shell/command';
import type { Host } from '../stack/host';
import { LOCALHOST, parseAddress } from '../stack/ipv4-address';

/** There is no name service in a PC; anything that is no address fails with that said. */
export function hostArgument(command: string, text: string, host: Host): number {
  const address = parseAddress(text);
  if (address !== null) return address;
  if (text === 'localhost' || text === host.hostname) return LOCALHOST;
  throw new CommandError(
    `${command}: ${text}: Name or service not known\nThe built-in PC has no name service: give an IPv4 address, such as 10.0.0.2.`,
    2,
  );
}
