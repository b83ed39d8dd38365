/** Downloads, recipes and copies that go on while the library is closed, above the messages. */

import { HardDrive } from 'lucide-react';
import { perform } from '../../commands/perform';
import { t } from '../../i18n/translate';
import { cancelJob, useImages } from '../../lab/image-store';
import { Button } from '../../ui/button';
import { useDialog } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';
import { jobLine } from './image-labels';
import { JobProgress } from './job-list';

export function JobStrip() {
  const jobs = useImages((library) => library.jobs);
  const running = jobs.filter(({ state }) => state === 'running');
  const isOpen = useDialog(({ dialog }) => dialog?.kind === 'images');
  if (running.length === 0 || isOpen) return null;
  return (
    <section className="job-strip" aria-label={t('Images under way')}>
      <ul className="images">
        {running.map((job) => (
          <li key={job.id}>
            <div className="image-text">
              <p className="image-title">
                <strong title={job.title}>{job.title}</strong>
              </p>
              <JobProgress job={job} />
              <p>{jobLine(job)}</p>
            </div>
            <Button
              aria-label={t('Cancel {{title}}', { title: job.title })}
              onClick={() => cancelJob(job.id).catch(raiseThrown)}
            >
              {t('Cancel')}
            </Button>
          </li>
        ))}
      </ul>
      <Button tone="quiet" onClick={() => perform('file.images')}>
        <HardDrive /> {t('Open the library')}
      </Button>
    </section>
  );
}
