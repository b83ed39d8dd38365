/** The examples at any later time. */
import { closeDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';
import { t } from '../ui/translate';
import { ExampleCards } from './example-cards';

export function ExamplesDialog() {
  return (
    <Modal title={t('Examples')} width="wide" onClose={closeDialog}>
      <div className="examples-scroll">
        <ExampleCards opening={closeDialog} />
      </div>
    </Modal>
  );
}
