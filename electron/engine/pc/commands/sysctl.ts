/** sysctl: the few settings of the network stack. */

import { type Command, CommandError } from '../shell/command';
import type { Host } from '../stack/host';
import { parseOptions, seeHelp } from './options';

interface Setting {
  least: number;
  most: number;
  get(host: Host): number;
  set(host: Host, value: number): void;
}

const settings: ReadonlyMap<string, Setting> = new Map([
  [
    'net.ipv4.ip_default_ttl',
    {
      least: 1,
      most: 255,
      get: (host: Host) => host.ipv4.defaultTtl,
      set: (host: Host, value: number) => {
        host.ipv4.defaultTtl = value;
      },
    },
  ],
  [
    'net.ipv4.ip_forward',
    {
      least: 0,
      most: 1,
      get: (host: Host) => (host.ipv4.forwarding ? 1 : 0),
      set: (host: Host, value: number) => {
        host.ipv4.forwarding = value === 1;
      },
    },
  ],
]);

export const sysctl: Command = {
  name: 'sysctl',
  usage: ['sysctl -a', 'sysctl NAME', 'sysctl [-w] NAME=VALUE'],
  summary: 'show and change settings, such as net.ipv4.ip_forward=1 to make a router',
  run(args, { host, print }) {
    const options = parseOptions('sysctl', args, 'aw');
    const words = options.flags.has('a') ? [...settings.keys()] : options.operands;
    if (words.length === 0) throw new CommandError(seeHelp('sysctl'));
    for (const word of words) {
      const [name = '', value] = word.split('=');
      const setting = settingNamed(name.replaceAll('/', '.'));
      if (value !== undefined) change(host, setting, word, value);
      print(`${name.replaceAll('/', '.')} = ${setting.get(host)}\n`);
    }
    return 0;
  },
  complete: () => [...settings.keys()],
};

function settingNamed(name: string): Setting {
  const setting = settings.get(name);
  if (setting !== undefined) return setting;
  throw new CommandError(
    `sysctl: cannot stat /proc/sys/${name.replaceAll('.', '/')}: No such file or directory\nThere are: ${[...settings.keys()].join(', ')}.`,
  );
}

function change(host: Host, setting: Setting, word: string, text: string): void {
  const { least, most } = setting;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (value >= least && value <= most) {
    setting.set(host, value);
    return;
  }
  throw new CommandError(
    `sysctl: setting "${word}": Invalid argument\nThe value is a number from ${least} to ${most}.`,
  );
}
