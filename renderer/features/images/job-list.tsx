/** Downloads, recipes and copies: how far they are, and how they ended. */

import { MonitorUp, X } from 'lucide-react';
import type { Image, ImageJob } from '../../../shared/contract/service-images';
import { t } from '../../i18n/translate';
import { cancelJob, startDownload, useImages } from '../../lab/image-store';
import { Button, IconButton } from '../../ui/button';
import { CommandText } from '../../ui/command-text';
import { closeDialog } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';
import { drawMachine } from './draw-image';
import { jobLine } from './image-labels';

export function JobProgress({ job }: { job: ImageJob }) {
  const { title, doneBytes, totalBytes } = job;
  const known = totalBytes > 0 && { value: doneBytes, max: totalBytes };
  return <progress aria-label={title} {...known} />;
}

/** The image that a machine would be drawn with. */
function useResult({ state, images }: ImageJob): Image | undefined {
  return useImages((library) =>
    state === 'done' ? library.images.find(({ id }) => images.includes(id)) : undefined,
  );
}

function JobButtons({ job, draws }: { job: ImageJob; draws: boolean }) {
  const { id, title, state, resume } = job;
  const image = useResult(job);
  const draw = (result: Image) => {
    cancelJob(id).catch(raiseThrown);
    closeDialog();
    drawMachine(result);
  };
  if (state === 'running') {
    return (
      <Button
        aria-label={t('Cancel {{title}}', { title })}
        onClick={() => cancelJob(id).catch(raiseThrown)}
      >
        {t('Cancel')}
      </Button>
    );
  }
  return (
    <>
      {draws && image !== undefined && (
        <Button tone="primary" onClick={() => draw(image)}>
          <MonitorUp /> {t('Put on the drawing')}
        </Button>
      )}
      {resume !== null && (
        <Button
          aria-label={t('Resume {{title}}', { title })}
          onClick={() => startDownload(resume).catch(raiseThrown)}
        >
          {t('Resume')}
        </Button>
      )}
      <IconButton
        name={t('Forget {{title}}', { title })}
        onClick={() => cancelJob(id).catch(raiseThrown)}
      >
        <X />
      </IconButton>
    </>
  );
}

function JobRow({ job, draws }: { job: ImageJob; draws: boolean }) {
  const { title, state, failure } = job;
  return (
    <li>
      <div className="image-text">
        <p className="image-title">
          <strong>{title}</strong>
        </p>
        {state === 'running' && <JobProgress job={job} />}
        {failure === null ? (
          <p role={state === 'running' ? undefined : 'status'}>{jobLine(job)}</p>
        ) : (
          <p className="job-failure" role="alert">
            {failure.message} <CommandText text={failure.next} />
          </p>
        )}
      </div>
      <JobButtons job={job} draws={draws} />
    </li>
  );
}

/** @param draws whether what came of a job may be put on the drawing from here */
export function JobList({ draws }: { draws: boolean }) {
  const jobs = useImages((library) => library.jobs);
  if (jobs.length === 0) return null;
  return (
    <section aria-label={t('Progress')}>
      <h3>{t('Progress')}</h3>
      <ul className="images">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} draws={draws} />
        ))}
      </ul>
    </section>
  );
}
