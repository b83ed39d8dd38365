/** Shows whichever dialog is open. */

import { AddManyDialog } from '../bulk/add-many-dialog';
import { PatternDialog } from '../bulk/pattern-dialog';
import { BroadcastDialog } from '../console/broadcast-dialog';
import { ConsoleSearchDialog } from '../console/console-search-dialog';
import { ConsoleSettingsDialog } from '../console/console-settings-dialog';
import { PasteDialog } from '../console/paste-dialog';
import { LibraryDialog } from '../images/library-dialog';
import { AboutDialog, ReportBugDialog } from '../start/about-dialog';
import { ExamplesDialog } from '../start/examples-dialog';
import { SaveTemplateDialog, TemplateDialog } from '../templates/template-dialog';
import { Button } from '../ui/button';
import { type Answer, closeDialog, type Question, useDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';
import { t } from '../ui/translate';
import { CommandPalette } from './command-palette';
import { FilePicker } from './file-picker';
import { PartsDialog } from './parts-dialog';
import { PermissionsDialog } from './permissions-dialog';
import { ReportDialog } from './report-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';

function QuestionDialog({
  question,
  answer,
}: {
  question: Question;
  answer: (answer: Answer) => void;
}) {
  const { title, text, blocks = [], confirm, other, danger = false } = question;
  return (
    <Modal title={title} width={blocks.length > 0 ? 'wide' : 'normal'} onClose={closeDialog}>
      <p>{text}</p>
      {blocks.length > 0 && (
        <div className="question-blocks">
          {blocks.map((block) => (
            <section key={`${block.title} ${block.lines}`} aria-label={block.title}>
              <h3>{block.title}</h3>
              <pre>{block.lines}</pre>
            </section>
          ))}
        </div>
      )}
      <footer className="modal-footer">
        <Button onClick={closeDialog}>{t('Cancel')}</Button>
        {other !== undefined && <Button onClick={() => answer('other')}>{other}</Button>}
        <Button data-first tone={danger ? 'danger' : 'primary'} onClick={() => answer('confirm')}>
          {confirm}
        </Button>
      </footer>
    </Modal>
  );
}

export function Dialogs() {
  const dialog = useDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case 'question':
      return <QuestionDialog question={dialog.question} answer={dialog.answer} />;
    case 'files':
      return <FilePicker question={dialog.question} answer={dialog.answer} />;
    case 'images':
      return <LibraryDialog question={dialog.question} answer={dialog.answer} />;
    case 'permissions':
      return <PermissionsDialog permissions={dialog.permissions} answer={dialog.answer} />;
    case 'report':
      return <ReportDialog node={dialog.node} />;
    case 'templateForm':
      return <SaveTemplateDialog {...dialog.template} />;
    case 'template':
      return <TemplateDialog id={dialog.id} />;
    case 'pattern':
      return <PatternDialog />;
    case 'addMany':
      return <AddManyDialog />;
    case 'parts':
      return <PartsDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'paste':
      return <PasteDialog question={dialog.question} answer={dialog.answer} />;
    case 'broadcast':
      return <BroadcastDialog />;
    case 'console-search':
      return <ConsoleSearchDialog />;
    case 'console-settings':
      return <ConsoleSettingsDialog />;
    case 'examples':
      return <ExamplesDialog />;
    case 'about':
      return <AboutDialog />;
    case 'bug':
      return <ReportBugDialog />;
    case 'commands':
      return <CommandPalette />;
    case undefined:
      return null;
  }
}
