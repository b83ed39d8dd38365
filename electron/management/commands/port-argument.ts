/** The port that a command is about. */
import type { SwitchPort } from '../../engine/switch/switch-port';
import type { CommandContext } from '../command';

/** The port of a number, if it came into being; the error otherwise. */
export function createdPort(
  number: number,
  { switch: { membership } }: CommandContext,
): SwitchPort | 'EINVAL' | 'ENXIO' {
  const port = membership.port(number);
  if (port === undefined) return 'EINVAL';
  return port.isCreated ? port : 'ENXIO';
}
