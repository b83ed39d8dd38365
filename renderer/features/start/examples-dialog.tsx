/** The examples at any later time. */

import { t } from '../../i18n/translate';
import { closeDialog } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
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
