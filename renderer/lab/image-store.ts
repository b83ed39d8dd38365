/** The library of images and its jobs, as the service last told them. */

import type { Params, Result } from '../../shared/contract/service';
import type { Image, ImageJob } from '../../shared/contract/service-images';
import { call, onConnected, onEvent } from '../connection/client';
import { t } from '../i18n/translate';
import { pageStore } from '../page/page-state';
import { useDialog } from '../ui/dialogs';
import { confirmDone, raise, raiseThrown } from '../ui/notices';

type Library = Result<'images.list'>;

export const useImages = pageStore<Library>(() => ({
  images: [],
  directory: '',
  freeBytes: 0,
  jobs: [],
  downloads: [],
}));

/** Lists the library anew. Throws what the service refused. */
export async function listImages(): Promise<readonly Image[]> {
  const library = await call('images.list', {});
  useImages.setState(library);
  return library.images;
}

function refresh(): void {
  listImages().catch(raiseThrown);
}

function withJob(jobs: readonly ImageJob[], job: ImageJob): ImageJob[] {
  const isKnown = jobs.some(({ id }) => id === job.id);
  return isKnown ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs];
}

/** The open library shows how a job ended; else a notice has to. */
function tellEnd(job: ImageJob): void {
  if (useDialog.getState().dialog?.kind === 'images') return;
  if (job.failure !== null) raise(job.failure);
  if (job.state === 'done')
    confirmDone(t('{{title}} is in the library of images.', { title: job.title }));
}

function handle(job: ImageJob): void {
  useImages.setState(({ jobs }) => ({ jobs: withJob(jobs, job) }));
  if (job.state === 'failed' || job.state === 'done') tellEnd(job);
}

/** Resolves with a job when it has ended, in whatever way. */
export function endOfJob(id: string): Promise<ImageJob> {
  const ended = () => {
    const job = useImages.getState().jobs.find((one) => one.id === id);
    return job === undefined || job.state === 'running' ? null : job;
  };
  return new Promise((resolve) => {
    const known = ended();
    if (known !== null) return resolve(known);
    const stop = useImages.subscribe(() => {
      const job = ended();
      if (job === null) return;
      stop();
      resolve(job);
    });
  });
}

/** Begins a download, or goes on with one. */
export async function startDownload(wanted: Params<'images.download'>): Promise<void> {
  await call('images.download', wanted);
  await listImages();
}

/** Has a tiny guest made. */
export async function makeGuest(recipe: Params<'images.make'>['recipe']): Promise<void> {
  await call('images.make', { recipe });
  await listImages();
}

/** Ends a job, or takes one that has ended from the list. */
export async function cancelJob(job: string): Promise<void> {
  await call('images.cancel', { job });
  await listImages();
}

/** Keeps the library in step with the service for the life of the page. */
export function subscribeImages(): void {
  onEvent('images.changed', refresh);
  onEvent('images.job', handle);
  onEvent('workspace.replaced', refresh);
  onConnected(refresh);
}
