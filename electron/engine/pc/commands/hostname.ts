/** hostname: shows or changes the name in the prompt. */

import { type Command, CommandError } from '../shell/command';
import { hostNameFrom } from '../stack/host';

export const hostname: Command = {
  name: 'hostname',
  usage: ['hostname [NAME]'],
  summary: 'show or set the name of this PC until it is stopped',
  run([name, extra], { host, print }) {
    if (name === undefined) {
      print(`${host.hostname}\n`);
      return 0;
    }
    if (extra !== undefined || hostNameFrom(name) !== name) {
      throw new CommandError(
        'hostname: the specified hostname is invalid\nUse up to 63 letters, digits, hyphens and dots.',
      );
    }
    host.hostname = name;
    return 0;
  },
};
