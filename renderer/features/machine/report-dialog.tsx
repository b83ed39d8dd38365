/** How the latest start of a machine went: its exact command lines, what it printed, how it ended. */

import { useEffect, useState } from 'react';
import { isDevice } from '../../../shared/document/topology';
import type { MachineReport } from '../../../shared/lab/machine-control';
import { pasteable } from '../../../shared/text/shell-quote';
import { call } from '../../connection/client';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { CopyButton } from '../../ui/copy-button';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';

function useReport(node: string): MachineReport | null {
  const [report, setReport] = useState<MachineReport | null>(null);
  useEffect(() => {
    call('machine.report', { node }).then(setReport, raiseThrown);
  }, [node]);
  return report;
}

function endText({ end, bootMs }: MachineReport): string {
  if (end !== null) return t('It ended: {{end}}.', { end });
  return bootMs === null
    ? t('It runs.')
    : t('It runs, and was ready after {{value}} s.', { value: (bootMs / 1000).toFixed(1) });
}

function Block({ title, text, copy }: { title: string; text: string; copy: string }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <div className="copy-line command-block">
        <pre>{text}</pre>
        <CopyButton text={text} name={copy} />
      </div>
    </section>
  );
}

function Report({ report }: { report: MachineReport }) {
  const { commands, output } = report;
  const lines = commands.map(pasteable).join('\n');
  const end = endText(report);
  const all = [lines, output, end].filter((text) => text !== '').join('\n\n');
  return (
    <>
      <p className="report-end">
        {end} <CopyButton text={all} name={t('Copy all')} />
      </p>
      {lines === '' ? (
        <p>{t('No program was started.')}</p>
      ) : (
        <Block title={t('Command line')} text={lines} copy={t('Copy the command line')} />
      )}
      {output !== '' && (
        <Block title={t('What it printed last')} text={output} copy={t('Copy what it printed')} />
      )}
    </>
  );
}

export function ReportDialog({ node }: { node: string }) {
  const record = useDocument(({ document }) => document.nodes[node]);
  const report = useReport(node);
  const name = record === undefined || !isDevice(record) ? t('The machine') : record.name;
  return (
    <Modal title={t('The latest start of {{name}}', { name })} width="wide" onClose={closeDialog}>
      <div className="modal-sections">{report !== null && <Report report={report} />}</div>
    </Modal>
  );
}
