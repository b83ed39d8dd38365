/** The control of a field spec that stands for one plain value, of one node or of several. */

import type { Finding } from '../../../shared/failure/finding';
import type { FormField } from '../../../shared/kinds/fields/form-fields';
import { inWords, t } from '../../i18n/translate';
import { CheckField, NumberField, SelectField, TextArea, TextField } from '../../ui/field';
import { PathField } from './path-field';

function linesOf(value: unknown): string {
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}

/** Some fields are one text, some a list with a line for each entry. */
function fromLines(before: unknown, text: string): unknown {
  if (typeof before === 'string') return text;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

interface SimpleFieldProps {
  spec: FormField;
  /** The value; where there are several, any of them. */
  value: unknown;
  several?: boolean;
  finding: Finding | null;
  /** Whether lines are written in letters of one width. */
  mono: boolean;
  /** Takes a value over; returns what is wrong with it, or null. */
  commit: (value: unknown) => string | null;
}

export function SimpleField({
  spec,
  value,
  several = false,
  finding,
  mono,
  commit,
}: SimpleFieldProps) {
  const text = { label: t(spec.label), help: t(spec.help ?? ''), finding, several };
  switch (spec.type) {
    case 'text':
      return (
        <TextField
          {...text}
          value={String(value)}
          commit={(typed) => commit(typed.trim())}
          placeholder={t(spec.placeholder ?? '')}
          mono={spec.mono ?? false}
        />
      );
    case 'number':
      return (
        <NumberField
          {...text}
          value={Number(value)}
          commit={commit}
          min={spec.min}
          max={spec.max}
          unit={t(spec.unit ?? '')}
        />
      );
    case 'check':
      return <CheckField {...text} value={value === true} commit={commit} />;
    case 'lines':
      return (
        <TextArea
          {...text}
          value={linesOf(value)}
          commit={(typed) => commit(fromLines(value, typed))}
          rows={spec.rows}
          placeholder={t(spec.placeholder ?? '')}
          mono={mono}
        />
      );
    case 'path':
      return (
        <PathField
          {...text}
          value={several ? '' : String(value)}
          commit={(path) => commit(path.trim())}
          choose={t(spec.choose)}
          images={spec.images}
          formats={spec.formats ?? []}
          extensions={spec.extensions}
          placeholder={t(spec.placeholder ?? 'None')}
        />
      );
    case 'select':
      return (
        <SelectField
          {...text}
          value={String(value)}
          commit={commit}
          options={spec.options.map(inWords)}
        />
      );
    default:
      return null;
  }
}
