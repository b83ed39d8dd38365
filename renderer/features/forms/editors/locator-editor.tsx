/** What a plug joins: a choice of networks with their fields, and the locator itself as text. */

import { useEffect, useState } from 'react';
import type { PlugNode } from '../../../../shared/document/topology';
import { buildLocator, fieldProblem, locatorForm } from '../../../../shared/vde/locator-form';
import { packageOfModule } from '../../../../shared/vde/vnl-modules';
import { call } from '../../../connection/client';
import { t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { CommandText } from '../../../ui/command-text';
import { SelectField, TextField } from '../../../ui/field';
import { raiseThrown } from '../../../ui/notices';
import { choices, formTypes, moduleChoice, moduleOf, startOf } from './locator-types';
import { setField } from './node-edits';

const LABEL = t('Network locator');
const WRONG = t('A VDE network locator, such as vde:///tmp/mysw.');

const setLocator = (id: string, locator: string) => setField(id, 'locator', locator, LABEL, WRONG);

/** The modules that are installed; null until they are known. */
function useModules(): readonly string[] | null {
  const [modules, setModules] = useState<readonly string[] | null>(null);
  useEffect(() => {
    call('plug.modules', {}).then((result) => setModules(result.modules), raiseThrown);
  }, []);
  return modules;
}

function MissingModule({ module }: { module: string }) {
  const name = packageOfModule(module);
  const install =
    name === null
      ? t('This computer’s vde_plug does not have it.')
      : t('Install it: `sudo apt-get install {{name}}`.', { name });
  return (
    <p className="field-message">
      {t('The module “{{module}}” is not installed.', { module })} <CommandText text={install} />
    </p>
  );
}

function FormFields({ node }: { node: PlugNode }) {
  const form = locatorForm(node.locator);
  if (form === null) return null;
  return formTypes[form.type].fields.map(({ field, ...text }) => (
    <TextField
      {...text}
      label={t(text.label)}
      help={t(text.help ?? '')}
      placeholder={t(text.placeholder ?? '')}
      key={`${form.type} ${field}`}
      value={(form as Record<string, string>)[field] ?? ''}
      mono
      commit={(typed) => {
        const value = typed.trim();
        const problem = fieldProblem(form.type, field, value);
        return problem ?? setLocator(node.id, buildLocator({ ...form, [field]: value }));
      }}
    />
  ));
}

export function LocatorEditor({ node }: { node: PlugNode }) {
  const modules = useModules();
  const finding = useFieldFinding(node.id, 'locator');
  const module = moduleOf(node.locator);
  const choice = locatorForm(node.locator)?.type ?? moduleChoice(module);
  const isMissing = modules !== null && modules.length > 0 && !modules.includes(module);
  const choose = (value: string) => {
    const start = startOf(value);
    setLocator(node.id, typeof start === 'string' ? start : buildLocator(start));
  };
  return (
    <>
      <SelectField
        label={t('Joins')}
        value={choice}
        options={choices(modules ?? [], choice)}
        commit={choose}
      />
      {isMissing && module !== '' && <MissingModule module={module} />}
      <FormFields node={node} />
      <TextField
        label={LABEL}
        help={t(
          'What vde_plug is told. It can be written by hand, with all that its modules know.',
        )}
        finding={finding}
        value={node.locator}
        commit={(typed) => setLocator(node.id, typed.trim())}
        mono
      />
    </>
  );
}
