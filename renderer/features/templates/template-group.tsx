/** The user's templates in the palette: drag one to the drawing, or press it to put it in a free place. */
import { Component, Ellipsis, FileInput } from 'lucide-react';
import type { DragEvent } from 'react';
import type { Template } from '../../../shared/contract/service-templates';
import { drawTemplate, importFiles } from '../../commands/actions/template-actions';
import { perform } from '../../commands/perform';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { useTemplates } from '../../lab/template-store';
import { carriesFiles } from '../../lab/upload';
import { IconButton } from '../../ui/button';
import { showTemplate } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';
import { isTemplateFile, TEMPLATE_TYPE } from './template-drag';

/** `3 nodes, 2 cables`, or what its maker wrote. */
function templateHint({ description, nodes, cables }: Template): string {
  if (description !== '') return description;
  const words = t('{{count}} nodes', { count: nodes });
  return cables === 0 ? words : `${words}, ${t('{{count}} cables', { count: cables })}`;
}

function TemplateItem({ template }: { template: Template }) {
  const { id, name, kind } = template;
  const label = t('Add {{what}}', { what: name });
  return (
    <div className="template-row">
      <button
        type="button"
        className="palette-item"
        aria-label={label}
        title={`${name}\n${templateHint(template)}`}
        draggable
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(TEMPLATE_TYPE, id);
          dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => drawTemplate(id, null).catch(raiseThrown)}
      >
        {kind === null ? (
          <Component className="template-symbol" />
        ) : (
          <KindSymbol kind={kind} size={28} />
        )}
        <span className="palette-text">
          <span className="palette-title">{name}</span>
          <span className="palette-hint">{templateHint(template)}</span>
        </span>
      </button>
      <IconButton name={t('Template {{name}}', { name })} onClick={() => showTemplate(id)}>
        <Ellipsis />
      </IconButton>
    </div>
  );
}

function BrokenFiles() {
  const broken = useTemplates((list) => list.broken);
  if (broken.length === 0) return null;
  return (
    <ul className="template-broken" aria-label={t('Templates that cannot be read')}>
      {broken.map(({ file, message }) => (
        <li key={file} title={message}>
          <strong>{file}</strong> {message}
        </li>
      ))}
    </ul>
  );
}

function allowDrop(event: DragEvent): void {
  if (!carriesFiles(event.dataTransfer)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

function drop(event: DragEvent): void {
  const files = [...event.dataTransfer.files].filter(isTemplateFile);
  if (files.length === 0) return;
  event.preventDefault();
  void importFiles(files);
}

/** What the palette takes: files of templates, dropped anywhere on it. */
export const templateDrop = { onDragOver: allowDrop, onDrop: drop };

export function TemplateGroup() {
  const templates = useTemplates((list) => list.templates);
  return (
    <section aria-label={t('Templates')}>
      <div className="template-head">
        <h2>{t('Templates')}</h2>
        <IconButton name={t('Import a template')} onClick={() => perform('file.importTemplate')}>
          <FileInput />
        </IconButton>
      </div>
      {templates.map((template) => (
        <TemplateItem key={template.id} template={template} />
      ))}
      {templates.length === 0 && (
        <p className="template-empty">
          {t('Select nodes and choose Save as template in the Edit menu.')}
        </p>
      )}
      <BrokenFiles />
    </section>
  );
}
