/** A template's name and description: asked for when it is made, changed later, with export and deletion. */
import { Download, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import {
  MAX_TEMPLATE_DESCRIPTION,
  MAX_TEMPLATE_NAME,
  type Template,
} from '../../../shared/contract/service-templates';
import type { TopologyDocument } from '../../../shared/document/topology';
import {
  changeTemplate,
  exportTemplate,
  removeTemplate,
  saveTemplate,
} from '../../commands/actions/template-actions';
import { groupOf } from '../../document/records/membership';
import { spokenName } from '../../document/records/spoken-name';
import { t } from '../../i18n/translate';
import { useTemplates } from '../../lab/template-store';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { Field } from '../../ui/field';
import { Modal } from '../../ui/modal';
import { raiseThrown } from '../../ui/notices';

interface Words {
  readonly name: string;
  readonly description: string;
}

function TemplateForm({
  title,
  first,
  save,
  children,
}: {
  title: string;
  first: Words;
  save: (words: Words) => Promise<void>;
  children?: ReactNode;
}) {
  const [{ name, description }, setWords] = useState(first);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = { name: name.trim(), description: description.trim() };
    if (words.name === '') {
      setWrong(t('Give it a name.'));
      return;
    }
    save(words).then(closeDialog, raiseThrown);
  };
  return (
    <Modal title={title} onClose={closeDialog}>
      <form className="modal-form" onSubmit={submit}>
        <Field label={t('Name')} wrong={wrong}>
          {(wiring) => (
            <input
              {...wiring}
              data-first
              onFocus={({ currentTarget }) => currentTarget.select()}
              className="input"
              value={name}
              maxLength={MAX_TEMPLATE_NAME}
              spellCheck={false}
              autoComplete="off"
              onChange={({ currentTarget }) => setWords({ description, name: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('Description')} help={t('Shown below its name in the palette.')}>
          {(wiring) => (
            <textarea
              {...wiring}
              className="input"
              rows={3}
              value={description}
              maxLength={MAX_TEMPLATE_DESCRIPTION}
              onChange={({ currentTarget }) => setWords({ name, description: currentTarget.value })}
            />
          )}
        </Field>
        {children}
        <footer className="modal-footer">
          <Button onClick={closeDialog}>{t('Cancel')}</Button>
          <button type="submit" className="button button-primary">
            {t('Save')}
          </button>
        </footer>
      </form>
    </Modal>
  );
}

/** The name of the only node, or of the group that all are in, or of the lab. */
function suggestion({ nodes, name }: TopologyDocument): string {
  const [only, ...others] = Object.values(nodes).filter(
    (node) => groupOf(nodes, node) === undefined,
  );
  const known = only !== undefined && others.length === 0 ? spokenName(only) : name;
  return known.slice(0, MAX_TEMPLATE_NAME);
}

/** Asks how a part of a drawing shall be called, and keeps it. */
export function SaveTemplateDialog({ fragment }: { fragment: TopologyDocument }) {
  return (
    <TemplateForm
      title={t('Save as template')}
      first={{ name: suggestion(fragment), description: '' }}
      save={({ name, description }) => saveTemplate(fragment, name, description)}
    />
  );
}

function OpenTemplate({ template }: { template: Template }) {
  return (
    <TemplateForm
      title={t('Template {{name}}', { name: template.name })}
      first={template}
      save={({ name, description }) => changeTemplate(template.id, name, description)}
    >
      <div className="button-row">
        <Button onClick={() => exportTemplate(template).catch(raiseThrown)}>
          <Download /> {t('Export file')}
        </Button>
        <Button tone="danger" onClick={() => removeTemplate(template).catch(raiseThrown)}>
          <Trash2 /> {t('Delete')}
        </Button>
      </div>
    </TemplateForm>
  );
}

/** Changes, exports and deletes a template of the palette. */
export function TemplateDialog({ id }: { id: string }) {
  const template = useTemplates((list) => list.templates.find((one) => one.id === id));
  return template === undefined ? null : <OpenTemplate template={template} />;
}
