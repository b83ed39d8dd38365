/** Many cables at once: two patterns of names, and what they come to before it is done. */
import { type FormEvent, useMemo, useState } from 'react';
import {
  type CableEnd,
  isDevice,
  isSwitch,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { endName } from '../../document/edits/cable-edits';
import { addPlanned, type PatternPlan, planPattern } from '../../document/edits/pattern-cables';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { select, selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { useLab } from '../../lab/lab-store';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { Field } from '../../ui/field';
import { Modal } from '../../ui/modal';

/** Most cables that the preview lists; more than anybody reads. */
const MOST_SHOWN = 200;

/** What is selected, parted into switches and what is joined to them. */
function firstPatterns(): { from: string; to: string } {
  const { nodes } = currentDocument();
  const chosen = selectedNodes().map((id) => nodes[id]!);
  const devices = chosen.filter(isDevice).filter(({ name }) => !/[,{}*]/.test(name));
  const names = (switches: boolean) =>
    devices.filter((node) => isSwitch(node) === switches).map(({ name }) => name);
  return { from: names(false).join(', '), to: names(true).join(', ') };
}

function formatCables(count: number): string {
  return t('{{count}} cables', { count });
}

function Preview({ document, plan }: { document: TopologyDocument; plan: PatternPlan }) {
  const { cables, problems } = plan;
  return (
    <div className="pattern-preview">
      <p role="status">
        <strong>{formatCables(cables.length)}</strong>
        {problems.length > 0 && ` · ${t('{{count}} do not fit', { count: problems.length })}`}
      </p>
      <ul aria-label={t('What does not fit')} className="pattern-problems">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <ul aria-label={t('Cables to be pulled')} className="pattern-cables">
        {cables.slice(0, MOST_SHOWN).map(({ a, b }) => (
          <li key={`${a.node} ${a.port}`}>
            <span>{endName(document, a)}</span>
            <span>{endName(document, b)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PatternField({
  label,
  help,
  value,
  isFirst = false,
  change,
}: {
  label: string;
  help: string;
  value: string;
  isFirst?: boolean;
  change: (text: string) => void;
}) {
  return (
    <Field label={label} help={help}>
      {(wiring) => (
        <input
          {...wiring}
          {...(isFirst && { 'data-first': true })}
          className="input mono"
          value={value}
          maxLength={5000}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function connect(plan: PatternPlan): void {
  const diff = addPlanned(plan);
  edit(t('Connect {{what}}', { what: formatCables(plan.cables.length) }), diff);
  select(diff.cables.added.map(({ id }) => id));
  closeDialog();
}

export function PatternDialog() {
  const [first] = useState(firstPatterns);
  const [from, setFrom] = useState(first.from);
  const [to, setTo] = useState(first.to);
  const document = useDocument((state) => state.document);
  // Clients may join while the dialog is open.
  const nodes = useLab((lab) => lab.nodes);
  const plan = useMemo(() => {
    const guests = ({ node, port }: CableEnd) =>
      nodes[node]?.guests.find((guest) => guest.port === port)?.who ?? null;
    return planPattern(document, from, to, guests);
  }, [document, nodes, from, to]);
  const { length } = plan.cables;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (length > 0) connect(plan);
  };
  return (
    <Modal title={t('Connect by pattern')} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <PatternField
          isFirst
          label={t('From')}
          help={t('Such as pc{1..20}, pc*, or a, b.')}
          value={from}
          change={setFrom}
        />
        <PatternField
          label={t('To')}
          help={t('One node, or as many as above.')}
          value={to}
          change={setTo}
        />
        <Preview document={document} plan={plan} />
        <footer className="modal-footer">
          <Button onClick={closeDialog}>{t('Cancel')}</Button>
          <button type="submit" className="button button-primary" disabled={length === 0}>
            {t('Connect')}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
