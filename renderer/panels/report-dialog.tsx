/** How the latest start of a machine went: its exact command lines, what it printed, how it ended. */
import { useEffect, useState } from 'react';
import type { MachineReport } from '../../shared/machine-control';
import { pasteable } from '../../shared/shell-quote';
import { useDocument } from '../document/document-store';
import { call } from '../session/client';
import { raiseThrown } from '../session/notices';
import { CopyButton } from '../ui/copy-button';
import { closeDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';

function useReport(node: string): MachineReport | null {
  const [report, setReport] = useState<MachineReport | null>(null);
  useEffect(() => {
    call('machine.report', { node }).then(setReport, raiseThrown);
  }, [node]);
  return report;
}

function endWords({ end, bootMs }: MachineReport): string {
  if (end !== null) return `It ended: ${end}.`;
  return bootMs === null
    ? 'It runs.'
    : `It runs, and was ready after ${(bootMs / 1000).toFixed(1)} s.`;
}

function Report({ report }: { report: MachineReport }) {
  const { commands, output } = report;
  const lines = commands.map(pasteable).join('\n');
  return (
    <>
      <p>{endWords(report)}</p>
      <section aria-label="Command line">
        <h3>Command line</h3>
        <pre>{lines === '' ? 'No program was started.' : lines}</pre>
        {lines !== '' && <CopyButton text={lines} name="Copy the command line" />}
      </section>
      {output !== '' && (
        <section aria-label="What it printed">
          <h3>What it printed last</h3>
          <pre>{output}</pre>
          <CopyButton text={output} name="Copy what it printed" />
        </section>
      )}
    </>
  );
}

export function ReportDialog({ node }: { node: string }) {
  const record = useDocument(({ document }) => document.nodes[node]);
  const report = useReport(node);
  const name = record === undefined || record.kind === 'note' ? 'The machine' : record.name;
  return (
    <Modal title={`The latest start of ${name}`} width="wide" onClose={closeDialog}>
      <div className="question-blocks">{report !== null && <Report report={report} />}</div>
    </Modal>
  );
}
