/** Form fields: a label, the control, help, and what is wrong with it. They commit on blur and Enter. */
import { type ReactNode, useEffect, useId, useState } from 'react';

export interface FieldText {
  label: string;
  help?: string;
  unit?: string;
  /** What stands in the way of running: shown under the field whether or not it is being edited. */
  finding?: string | null;
}

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
  const message = wrong ?? finding;
  const described = [help !== '' && `${id}-help`, message !== null && `${id}-message`]
    .filter((part) => part !== false)
    .join(' ');
  const wiring: Wiring = {
    id,
    ...(described !== '' && { 'aria-describedby': described }),
    ...(wrong !== null && { 'aria-invalid': true }),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-control">
        {children(wiring)}
        {unit !== '' && <span className="field-unit">{unit}</span>}
      </div>
      {message !== null && (
        <p className="field-message" data-wrong={wrong !== null || undefined} id={`${id}-message`}>
          {message}
        </p>
      )}
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
  const { draft, setDraft, wrong, finish, revert } = useDraft(value, commit);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            type="text"
            className={mono ? 'input mono' : 'input'}
            value={draft}
            placeholder={placeholder}
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
  ...text
}: FieldText & {
  value: number;
  commit: (value: number) => string | null;
  min: number;
  max: number;
  /** Whether fractions are refused. */
  whole?: boolean;
}) {
  const commitText = (typed: string) => {
    const number = numberIn(typed, whole);
    if (number !== null && number >= min && number <= max) return commit(number);
    return `A ${whole ? 'whole ' : ''}number from ${min} to ${max}, please.`;
  };
  const { draft, setDraft, wrong, finish, revert } = useDraft(String(value), commitText);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <input
          {...wiring}
          type="number"
          className="input number"
          value={draft}
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
  const { draft, setDraft, wrong, finish, revert } = useDraft(value, commit);
  return (
    <Field {...text} wrong={wrong}>
      {(wiring) => (
        <textarea
          {...wiring}
          className={mono ? 'input mono' : 'input'}
          rows={rows}
          value={draft}
          placeholder={placeholder}
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
          value={value}
          onChange={({ currentTarget }) => commit(currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
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
}: Pick<FieldText, 'label' | 'help'> & { value: boolean; commit: (value: boolean) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value}
          aria-describedby={help === '' ? undefined : `${id}-help`}
          onChange={({ currentTarget }) => commit(currentTarget.checked)}
        />
        {label}
      </label>
      {help !== '' && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
