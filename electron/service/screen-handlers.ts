/** What the service does for each call about the screens of graphical machines. */
import type { screenCalls } from '../../shared/contract/service-screens';
import type { Handlers } from './session';

export function screenHandlers(): Pick<Handlers, keyof typeof screenCalls> {
  return {
    'screen.open': async ({ node }, { screens }) => ({ screen: await screens.open(node) }),
    'screen.write': ({ screen, data }, { screens }) => {
      screens.write(screen, data);
      return {};
    },
    'screen.acknowledge': ({ screen, bytes }, { screens }) => {
      screens.acknowledge(screen, bytes);
      return {};
    },
    'screen.close': ({ screen }, { screens }) => {
      screens.closeScreen(screen);
      return {};
    },
  };
}
