/** The button that gets a User-Mode Linux kernel that runs here, and then gives it to the machines that need it. */

import { Check, Download } from 'lucide-react';
import { recipeTitles } from '../../../shared/contract/service-images';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { cancelJob, makeGuest, useImages } from '../../lab/image-store';
import { useFitKernel } from '../../lab/uml-kernels';
import { Button } from '../../ui/button';
import { raiseThrown } from '../../ui/notices';
import { fileName, jobLine } from '../images/image-labels';
import { JobProgress } from '../images/job-list';
import { placeKernel } from './kernel-place';

/** One step that can be undone, for all machines that have the same kernel. */
function use(record: string, path: string): void {
  edit(t('Use {{name}}', { name: fileName(path) }), placeKernel(currentDocument(), record, path));
}

export function KernelFix({ record }: { record: string }) {
  const fit = useFitKernel();
  const job = useImages(({ jobs }) =>
    jobs.find(({ title, state }) => title === recipeTitles['uml-kernel'] && state === 'running'),
  );
  const kernel = useDocument(({ document: { nodes } }) => {
    const node = nodes[record];
    return node?.kind === 'uml' ? node.kernel : null;
  });
  // It has one by now: what it failed of is told until it is started again.
  if (kernel === null || kernel === fit?.path) return null;
  if (fit !== null) {
    const name = fileName(fit.path);
    return (
      <Button tone="primary" onClick={() => use(record, fit.path)}>
        <Check /> {t('Use {{name}}', { name })}
      </Button>
    );
  }
  if (job === undefined) {
    return (
      <Button onClick={() => makeGuest('uml-kernel').catch(raiseThrown)}>
        <Download /> {t('Get a kernel that runs here')}
      </Button>
    );
  }
  return (
    <div className="kernel-fix">
      <JobProgress job={job} />
      <span>{jobLine(job)}</span>
      <Button
        aria-label={t('Cancel {{title}}', { title: job.title })}
        onClick={() => cancelJob(job.id).catch(raiseThrown)}
      >
        {t('Cancel')}
      </Button>
    </div>
  );
}
