/** Form fields: a label, the control, help, and what is wrong with it. They commit on blur and Enter. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Finding } from '../../shared/failure/finding';
import { t } from '../i18n/translate';

/** What a rule says about a field. */
export type FieldFinding = Pick<Finding, 'severity' | 'message' | 'next'>;

export interface FieldText {
  label: string;
  help?: string;
  unit?: string;
  /** What stands in the way of running: shown under the field whether or not it is being edited. */
  finding?: FieldFinding | null;
  /** Whether it stands for several values at once; the control is empty until one is set for all. */
  several?: boolean;
}

/** What is wrong, beside a field or a group of them. */
export function FieldMessage({ id, finding }: { id: string; finding: FieldFinding }) {
  return (
    <p className="field-message" data-wrong={finding.severity === 'error' || undefined} id={id}>
      {finding.message} {finding.next}
    </p>
  );
}

/** What a list of choices has chosen while several are. */
const SEVERAL = '\0several';
const severalValues = () => t('Several values');

interface Wiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** Label, help and message around a control. */
export function Field({
  label,
  help = '',
  unit = '',
  finding = null,
  wrong = null,
  children,
}: FieldText & { wrong?: string | null; children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const message: FieldFinding | null =
    wrong === null ? finding : { severity: 'error', message: wrong, next: '' };
  const described = [help !== '' && `${id}-help`, message !== null && `${id}-message`]
    .filter((part) => part !== false)
    .join(' ');
  const wiring: Wiring = {
    id,
    ...(described !== '' && { 'aria-describedby': described }),
    ...(message?.severity === 'error' && { 'aria-invalid': true }),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-control">
        {children(wiring)}
        {unit !== '' && <span className="field-unit">{t(unit)}</span>}
      </div>
      {message !== null && <FieldMessage id={`${id}-message`} finding={message} />}
      {help !== '' && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

/** What is typed, until it is committed; follows the value when that changes elsewhere. */
function useDraft(value: string, commit: (text: string) => string | null) {
  const [draft, setDraft] = useState(value);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    setDraft(value);
    setWrong(null);
  }, [value]);
  const finish = () => {
    if (draft === value) setWrong(null);
    else setWrong(commit(draft));
  };
  const revert = () => {
    setDraft(value);
    setWrong(null);
  };
  return { draft, setDraft, wrong, finish, revert };
}

/** Enter takes over what was typed, Escape takes it back. */
function finishOrRevert(finish: () => void, revert: () => void) {
  return ({ key }: { key: string }) => {
    if (key === 'Enter') finish();
    if (key === 'Escape') revert();
  };
}

interface TextProps extends FieldText {
  value: string;
  /** Takes the text over; returns what is wrong with it, or null. */
  commit: (text: string) => string | null;
  placeholder?: string;
  mono?: boolean;
  /** Buttons beside the field. */
  beside?: ReactNode;
}

export function TextField({ value, commit, placeholder, mono, beside, ...text }: TextProps) {
  const { several = false } = text;
  const { draft, setDraft, wrong, finish, revert } = useDraft(several ? '' : value, commit);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            type="text"
            className={mono ? 'input mono' : 'input'}
            value={draft}
            placeholder={several ? severalValues() : placeholder}
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            onBlur={finish}
            onKeyDown={finishOrRevert(finish, revert)}
          />
          {beside}
        </>
      )}
    </Field>
  );
}

function numberIn(typed: string, whole: boolean): number | null {
  const number = Number(typed);
  if (typed.trim() === '' || Number.isNaN(number)) return null;
  return whole && !Number.isInteger(number) ? null : number;
}

export function NumberField({
  value,
  commit,
  min,
  max,
  whole = true,
  zero,
  ...text
}: FieldText & {
  value: number;
  commit: (value: number) => string | null;
  min: number;
  max: number;
  /** Whether fractions are refused. */
  whole?: boolean;
  /** What stands in the empty field, which means 0 then. */
  zero?: string;
}) {
  const commitText = (typed: string) => {
    const number = zero !== undefined && typed.trim() === '' ? 0 : numberIn(typed, whole);
    if (number !== null && number >= min && number <= max) return commit(number);
    return whole
      ? t('A whole number from {{min}} to {{max}}.', { min, max })
      : t('A number from {{min}} to {{max}}.', { min, max });
  };
  const { several = false } = text;
  const shown = several || (zero !== undefined && value === 0) ? '' : String(value);
  const { draft, setDraft, wrong, finish, revert } = useDraft(shown, commitText);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          className="input number"
          value={draft}
          placeholder={several ? severalValues() : zero}
          min={min}
          max={max}
          step={whole ? 1 : 'any'}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={finish}
          onKeyDown={finishOrRevert(finish, revert)}
        />
      )}
    </Field>
  );
}

export function TextArea({
  value,
  commit,
  rows,
  mono,
  placeholder,
  ...text
}: TextProps & { rows: number }) {
  const { several = false } = text;
  const { draft, setDraft, wrong, finish, revert } = useDraft(several ? '' : value, commit);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <textarea
          {...wiring}
          className={mono ? 'input mono' : 'input'}
          rows={rows}
          value={draft}
          placeholder={several ? severalValues() : placeholder}
          spellCheck={false}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={finish}
          onKeyDown={({ key }) => {
            if (key === 'Escape') revert();
          }}
        />
      )}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
  /** Whether it is shown and cannot be chosen. */
  disabled?: boolean;
}

export function SelectField({
  value,
  commit,
  options,
  ...text
}: FieldText & {
  value: string;
  commit: (value: string) => void;
  options: readonly Option[];
}) {
  return (
    <Field {...text}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={text.several ? SEVERAL : value}
          onChange={({ currentTarget }) => commit(currentTarget.value)}
        >
          {text.several && (
            <option value={SEVERAL} disabled hidden>
              {severalValues()}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Something that is on or off. */
export function CheckField({
  value,
  commit,
  label,
  help = '',
  finding = null,
  several = false,
}: Omit<FieldText, 'unit'> & { value: boolean; commit: (value: boolean) => void }) {
  const id = useId();
  const described = [help !== '' && `${id}-help`, finding !== null && `${id}-message`]
    .filter((part) => part !== false)
    .join(' ');
  return (
    <div className="field">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          ref={(box) => {
            // Half ticked: no attribute says that.
            if (box !== null) box.indeterminate = several;
          }}
          checked={value && !several}
          aria-describedby={described === '' ? undefined : described}
          aria-invalid={finding?.severity === 'error' ? true : undefined}
          onChange={({ currentTarget }) => commit(currentTarget.checked)}
        />
        {label}
        {several && <span className="field-unit">{severalValues()}</span>}
      </label>
      {finding !== null && <FieldMessage id={`${id}-message`} finding={finding} />}
      {help !== '' && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
