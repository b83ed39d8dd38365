/** Many nodes of a kind at once, in a grid and joined to a switch if wanted. */
import { type FormEvent, useState } from 'react';
import { isDevice, isSwitch } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { addMany, columnsFor } from '../../document/edits/add-many';
import { nodeSize } from '../../document/geometry/geometry';
import { newNode } from '../../document/records/new-node';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { freePlaceFor, keepWhole } from '../../editor/viewport/view-port';
import { t } from '../../i18n/translate';
import { addableKinds, kindViews, viewOf } from '../../kinds/registry';
import { guestOn } from '../../lab/port-guests';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { Field, SelectField } from '../../ui/field';
import { Modal } from '../../ui/modal';

const MOST = 200;
/** Room for a cable and its labels between neighbours. */
const GAP = 72;
/** Machines before switches. */
const KINDS: readonly NodeKind[] = ['machines', 'network'].flatMap((part) =>
  addableKinds.filter((one) => one.part === part && viewOf(one).inBulk).map(({ kind }) => kind),
);

function add(kind: NodeKind, count: number, hub: string | null): void {
  const document = currentDocument();
  const origin = { x: 0, y: 0 };
  const cell = nodeSize(newNode(document, kind, origin, Math.random));
  const step = { x: cell.width + GAP, y: cell.height + GAP };
  const columns = columnsFor(count);
  const rows = Math.ceil(count / columns);
  const at = freePlaceFor({ width: columns * step.x - GAP, height: rows * step.y - GAP });
  const diff = addMany(document, { kind, count, hub, at, step }, guestOn);
  keepWhole(() =>
    edit(t('Add {{count}} {{kind}}', { count, kind: t(kindViews[kind].title) }), diff),
  );
  select(diff.nodes.added.map(({ id }) => id));
  closeDialog();
}

function useSwitches(): { value: string; label: string }[] {
  const nodes = useDocument(({ document }) => document.nodes);
  const switches = Object.values(nodes).filter(isDevice).filter(isSwitch);
  return [
    { value: '', label: t('Nothing') },
    ...switches.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

export function AddManyDialog() {
  const [kind, setKind] = useState<string>('pc');
  const [typed, setTyped] = useState('10');
  const [hub, setHub] = useState('');
  const switches = useSwitches();
  const count = Number(typed);
  const isRight = Number.isInteger(count) && count >= 1 && count <= MOST;
  const chosen = KINDS.find((one) => one === kind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRight && chosen !== undefined) add(chosen, count, hub === '' ? null : hub);
  };
  return (
    <Modal title={t('Add many')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <SelectField
          label={t('Kind')}
          value={kind}
          commit={setKind}
          options={KINDS.map((one) => ({ value: one, label: t(kindViews[one].title) }))}
        />
        <Field
          label={t('How many')}
          wrong={isRight ? null : t('A whole number from 1 to {{most}}.', { most: MOST })}
        >
          {(wiring) => (
            <input
              {...wiring}
              data-first
              type="number"
              className="input number"
              value={typed}
              min={1}
              max={MOST}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
        </Field>
        <SelectField
          label={t('Connect each to')}
          help={t('As far as it has free ports.')}
          value={hub}
          commit={setHub}
          options={switches}
        />
        <footer className="modal-footer">
          <Button onClick={closeDialog}>{t('Cancel')}</Button>
          <button type="submit" className="button button-primary" disabled={!isRight}>
            {t('Add')}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
