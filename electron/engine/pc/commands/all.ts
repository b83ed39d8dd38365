/** Every command of the PC, in the order of `help`. */

import type { Command } from '../shell/command';
import { arp } from './arp';
import { clear, echo, history, ifconfig } from './console-commands';
import { helpFor } from './help';
import { hostname } from './hostname';
import { ip } from './ip';
import { nc } from './nc';
import { ping } from './ping';
import { sysctl } from './sysctl';
import { traceroute } from './traceroute';

const explained: readonly Command[] = [
  ip,
  ping,
  traceroute,
  arp,
  nc,
  hostname,
  sysctl,
  echo,
  clear,
  history,
  ifconfig,
];

export const commands: readonly Command[] = [...explained, helpFor(explained)];
