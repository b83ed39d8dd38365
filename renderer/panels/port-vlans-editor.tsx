/** Mode and VLANs of one port, or of several together: small fields that commit on blur and Enter. */

import { useEffect, useId, useState } from 'react';
import type { PortVlans } from '../../shared/topology';
import { isTrunk } from '../document/vlan-edits';
import { parseUntagged, parseVlanList, printVlanList } from '../document/vlan-list';
import { Button } from '../ui/button';
import { t } from '../ui/translate';

interface Draft {
  trunk: boolean;
  untagged: string;
  tagged: string;
}

function draftOf(vlans: PortVlans): Draft {
  return {
    trunk: isTrunk(vlans),
    untagged: vlans.untagged === null ? '' : String(vlans.untagged),
    tagged: printVlanList(vlans.tagged),
  };
}

type VlanField = 'untagged' | 'tagged';

interface Wrong {
  wrong: string;
  /** The field to mend; null where it is neither alone. */
  field: VlanField | null;
}

/** What was typed as VLANs, or what is wrong with it. */
function readDraft({ trunk, untagged, tagged }: Draft): PortVlans | Wrong {
  const one = parseUntagged(untagged);
  if ('wrong' in one) return { ...one, field: 'untagged' };
  if (!trunk) {
    if (one.vlan !== null) return { untagged: one.vlan, tagged: [] };
    return { wrong: t('An access port needs a VLAN.'), field: 'untagged' };
  }
  const list = parseVlanList(tagged);
  if ('wrong' in list) return { ...list, field: 'tagged' };
  return { untagged: one.vlan, tagged: list.vlans };
}

interface Props {
  /** `port 3`, `4 ports`, as the fields are named. */
  name: string;
  vlans: PortVlans;
  /** Takes the VLANs over; returns what is wrong, or null. */
  set: (vlans: PortVlans) => string | null;
  /** Where the arrow keys go up and down. */
  column: string;
  /** Whether a button takes them over instead of leaving the field. */
  confirms?: boolean;
}

/** What is typed until it is taken over; follows the document when that changes elsewhere. */
function useVlanDraft({ vlans, set, confirms = false }: Props) {
  const shown = JSON.stringify(vlans);
  const [draft, setDraft] = useState(draftOf(vlans));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  useEffect(() => {
    setDraft(draftOf(JSON.parse(shown) as PortVlans));
    setWrong(null);
  }, [shown]);
  const commit = (next: Draft) => {
    const read = readDraft(next);
    if ('wrong' in read) {
      setWrong(read);
      return;
    }
    const refused = set(read);
    setWrong(refused === null ? null : { wrong: refused, field: null });
  };
  const leave = () => {
    // A trunk without VLANs yet is not told from an access port; it waits for its list.
    const waits = draft.trunk && draft.tagged.trim() === '' && draft.untagged.trim() !== '';
    if (!confirms && !waits) commit(draft);
  };
  const setTrunk = (trunk: boolean) => {
    const next = { ...draft, trunk, tagged: trunk ? draft.tagged : '' };
    setDraft(next);
    setWrong(null);
    if (!trunk && !confirms) commit({ ...next, untagged: next.untagged || '0' });
  };
  const revert = () => {
    setDraft(draftOf(vlans));
    setWrong(null);
  };
  return { draft, setDraft, wrong, leave, setTrunk, revert, commit: () => commit(draft) };
}

function ModeSelect({
  name,
  trunk,
  set,
}: {
  name: string;
  trunk: boolean;
  set: (trunk: boolean) => void;
}) {
  return (
    <select
      className="input"
      aria-label={t('Mode of {{name}}', { name })}
      value={trunk ? 'trunk' : 'access'}
      onChange={({ currentTarget }) => set(currentTarget.value === 'trunk')}
    >
      <option value="access">{t('Access')}</option>
      <option value="trunk">{t('Trunk')}</option>
    </select>
  );
}

interface VlanInputProps {
  field: VlanField;
  label: string;
  tip: string;
  placeholder: string;
  value: string;
  type: (text: string) => void;
  editor: ReturnType<typeof useVlanDraft>;
  /** The id of what is wrong. */
  describedBy: string;
  column?: string;
}

function VlanInput({
  field,
  label,
  tip,
  placeholder,
  value,
  type,
  editor,
  describedBy,
  column = '',
}: VlanInputProps) {
  const { wrong, leave, revert, commit } = editor;
  const isWrong = wrong !== null && (wrong.field ?? field) === field;
  return (
    <input
      type="text"
      className="input"
      aria-label={label}
      title={tip}
      placeholder={placeholder}
      value={value}
      autoComplete="off"
      spellCheck={false}
      data-column={column === '' ? undefined : column}
      aria-invalid={isWrong || undefined}
      aria-describedby={isWrong ? describedBy : undefined}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Escape') revert();
        if (key === 'Enter') commit();
      }}
    />
  );
}

function UntaggedInput({
  name,
  column,
  editor,
  id,
}: {
  name: string;
  column: string;
  editor: ReturnType<typeof useVlanDraft>;
  id: string;
}) {
  const { draft, setDraft } = editor;
  return (
    <VlanInput
      field="untagged"
      editor={editor}
      describedBy={id}
      column={column}
      label={
        draft.trunk ? t('Untagged VLAN of {{name}}', { name }) : t('VLAN of {{name}}', { name })
      }
      tip={draft.trunk ? t('VLAN of frames without a tag; empty to refuse them') : t('VLAN')}
      placeholder={draft.trunk ? t('none') : '0'}
      value={draft.untagged}
      type={(untagged) => setDraft({ ...draft, untagged })}
    />
  );
}

export function PortVlansEditor(props: Props) {
  const { name, column, confirms = false } = props;
  const id = useId();
  const editor = useVlanDraft(props);
  const { draft, setDraft, wrong, setTrunk, commit } = editor;
  return (
    <div className="port-vlans">
      <div className="port-vlans-row">
        <ModeSelect name={name} trunk={draft.trunk} set={setTrunk} />
        <UntaggedInput name={name} column={column} editor={editor} id={id} />
      </div>
      {draft.trunk && (
        <VlanInput
          field="tagged"
          editor={editor}
          describedBy={id}
          label={t('Tagged VLANs of {{name}}', { name })}
          tip={t('VLANs whose frames carry a tag')}
          placeholder={t('Tagged: 10,20,30-35')}
          value={draft.tagged}
          type={(tagged) => setDraft({ ...draft, tagged })}
        />
      )}
      {wrong !== null && (
        <p className="field-message" data-wrong id={id}>
          {wrong.wrong}
        </p>
      )}
      {confirms && (
        <Button tone="primary" onClick={commit}>
          {t('Set {{name}}', { name })}
        </Button>
      )}
    </div>
  );
}
