/** Mode and VLANs of one port, or of several together: small fields that commit on blur and Enter. */

import { useEffect, useId, useState } from 'react';
import type { PortVlans } from '../../../shared/kinds/switch';
import { MAX_VLAN } from '../../../shared/vde/vde-limits';
import { isTrunk } from '../../document/edits/vlan-edits';
import { parseUntagged, parseVlanList, printVlanList } from '../../document/records/vlan-list';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';

/** An access port, a trunk with a list of VLANs, or a trunk of all. */
type Mode = 'access' | 'trunk' | 'all';

interface Draft {
  mode: Mode;
  untagged: string;
  tagged: string;
}

function draftOf(vlans: PortVlans): Draft {
  return {
    mode: vlans.tagged === 'all' ? 'all' : isTrunk(vlans) ? 'trunk' : 'access',
    untagged: vlans.untagged === null ? '' : String(vlans.untagged),
    tagged: vlans.tagged === 'all' ? '' : printVlanList(vlans.tagged),
  };
}

type VlanField = 'untagged' | 'tagged';

interface Wrong {
  wrong: string;
  /** The field to mend; null where it is neither alone. */
  field: VlanField | null;
}

/** What was typed as VLANs, or what is wrong with it. */
function readDraft({ mode, untagged, tagged }: Draft): PortVlans | Wrong {
  const one = parseUntagged(untagged);
  if ('wrong' in one) return { ...one, field: 'untagged' };
  if (mode === 'all') return { untagged: one.vlan, tagged: 'all' };
  if (mode === 'access') {
    if (one.vlan !== null) return { untagged: one.vlan, tagged: [] };
    return { wrong: t('An access port needs a VLAN.'), field: 'untagged' };
  }
  const list = parseVlanList(tagged);
  if ('wrong' in list) return { ...list, field: 'tagged' };
  return { untagged: one.vlan, tagged: allOrSome(list.vlans, one.vlan) };
}

/** The word for all VLANs where a list has them all, but for the untagged one. */
function allOrSome(vlans: number[], untagged: number | null): PortVlans['tagged'] {
  const others = vlans.filter((vlan) => vlan !== untagged);
  const all = MAX_VLAN - (untagged === null || untagged === 0 ? 0 : 1);
  return others.length === all ? 'all' : vlans;
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
    const waits =
      draft.mode === 'trunk' && draft.tagged.trim() === '' && draft.untagged.trim() !== '';
    if (!confirms && !waits) commit(draft);
  };
  const setMode = (mode: Mode) => {
    const next = { ...draft, mode, tagged: mode === 'trunk' ? draft.tagged : '' };
    if (mode === 'access') next.untagged ||= '0';
    setDraft(next);
    setWrong(null);
    if (mode !== 'trunk' && !confirms) commit(next);
  };
  const revert = () => {
    setDraft(draftOf(vlans));
    setWrong(null);
  };
  return { draft, setDraft, wrong, leave, setMode, revert, commit: () => commit(draft) };
}

function ModeSelect({ name, mode, set }: { name: string; mode: Mode; set: (mode: Mode) => void }) {
  return (
    <select
      className="input"
      aria-label={t('Mode of {{name}}', { name })}
      value={mode}
      onChange={({ currentTarget }) => set(currentTarget.value as Mode)}
    >
      <option value="access">{t('Access')}</option>
      <option value="trunk">{t('Trunk')}</option>
      <option value="all">{t('Trunk: all VLANs')}</option>
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
  const isTrunkMode = draft.mode !== 'access';
  return (
    <VlanInput
      field="untagged"
      editor={editor}
      describedBy={id}
      column={column}
      label={
        isTrunkMode ? t('Untagged VLAN of {{name}}', { name }) : t('VLAN of {{name}}', { name })
      }
      tip={isTrunkMode ? t('VLAN of frames without a tag; empty to refuse them') : t('VLAN')}
      placeholder={isTrunkMode ? t('none') : '0'}
      value={draft.untagged}
      type={(untagged) => setDraft({ ...draft, untagged })}
    />
  );
}

export function PortVlansEditor(props: Props) {
  const { name, column, confirms = false } = props;
  const id = useId();
  const editor = useVlanDraft(props);
  const { draft, setDraft, wrong, setMode, commit } = editor;
  return (
    <div className="port-vlans">
      <div className="port-vlans-row" data-mode={draft.mode}>
        <ModeSelect name={name} mode={draft.mode} set={setMode} />
        <UntaggedInput name={name} column={column} editor={editor} id={id} />
      </div>
      {draft.mode === 'trunk' && (
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
