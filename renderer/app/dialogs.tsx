/** Shows whichever dialog is open. */

import { BroadcastDialog } from '../consoles/broadcast/broadcast-dialog';
import { PasteDialog } from '../consoles/paste/paste-dialog';
import { ConsoleSearchDialog } from '../consoles/search/console-search-dialog';
import { ConsoleSettingsDialog } from '../consoles/settings/console-settings-dialog';
import { AddManyDialog } from '../features/bulk/add-many-dialog';
import { PatternDialog } from '../features/bulk/pattern-dialog';
import { CommandPalette } from '../features/command-palette/command-palette';
import { ShortcutsDialog } from '../features/command-palette/shortcuts-dialog';
import { FilePicker } from '../features/files/file-picker';
import { LibraryDialog } from '../features/images/library-dialog';
import { ReportDialog } from '../features/machine/report-dialog';
import { PartsDialog } from '../features/parts/parts-dialog';
import { AboutDialog, ReportBugDialog } from '../features/start/about-dialog';
import { ExamplesDialog } from '../features/start/examples-dialog';
import { SaveTemplateDialog, TemplateDialog } from '../features/templates/template-dialog';
import { PermissionsDialog } from '../features/trust/permissions-dialog';
import { t } from '../i18n/translate';
import { Button } from '../ui/button';
import { type Answer, closeDialog, type Question, useDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';

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
