/** What the service does for each call about the library of images. */
import type { imageCalls } from '../../shared/service-images';
import type { Handlers } from './session';

export function imageHandlers(): Pick<Handlers, keyof typeof imageCalls> {
  const nothingYet = () => {
    throw new Error('the library of images is being built');
  };
  return {
    'images.list': nothingYet,
    'images.add': nothingYet,
    'images.upload': nothingYet,
    'images.uploadPart': nothingYet,
    'images.remove': nothingYet,
    'images.download': nothingYet,
    'images.make': nothingYet,
    'images.cancel': nothingYet,
  };
}
