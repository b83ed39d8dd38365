/** What the service does for each call that asks for what consoles have printed. */
import type { consoleCalls } from '../../shared/contract/service-consoles';
import type { ConsoleHub } from '../console/console-hub';
import { consoleLog, searchConsoles } from '../console/console-log';
import type { Handlers } from './session';

export function consoleHandlers(hub: ConsoleHub): Pick<Handlers, keyof typeof consoleCalls> {
  return {
    'console.search': (sought) => searchConsoles(hub.all(), sought),
    'console.text': ({ console, ...form }) => ({ text: consoleLog(hub.find(console), form) }),
  };
}
