/** What the service does for each call about the library of images. */
import type { imageCalls } from '../../shared/contract/service-images';
import type { Images } from '../images/images';
import type { Handlers } from './session';

export function imageHandlers(images: Images): Pick<Handlers, keyof typeof imageCalls> {
  return {
    'images.list': () => images.list(),
    'images.add': async ({ path, kind }) => ({ images: await images.add(path, kind) }),
    'images.upload': async ({ name, bytes }) => ({ job: await images.upload(name, bytes) }),
    'images.uploadPart': async ({ job, offset, data }) => {
      await images.uploadPart(job, offset, Buffer.from(data, 'base64'));
      return {};
    },
    'images.remove': async ({ id, deleteFile }) => ({
      images: await images.remove(id, deleteFile),
    }),
    'images.download': async (wanted) => ({ job: await images.download(wanted) }),
    'images.make': async ({ recipe }) => ({ job: await images.make(recipe) }),
    'images.cancel': async ({ job }) => {
      await images.cancel(job);
      return {};
    },
  };
}
