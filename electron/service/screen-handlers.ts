/** What the service does for each call about the screens of graphical machines. */
import type { screenCalls } from '../../shared/service-screens';
import type { Handlers } from './session';

export function screenHandlers(): Pick<Handlers, keyof typeof screenCalls> {
  const nothingYet = () => {
    throw new Error('screens are being built');
  };
  return {
    'screen.open': nothingYet,
    'screen.write': nothingYet,
    'screen.acknowledge': nothingYet,
    'screen.close': nothingYet,
  };
}
