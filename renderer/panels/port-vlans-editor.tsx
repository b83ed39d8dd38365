/** Mode and VLANs of one port, or of several together: small fields that commit on blur and Enter. */
import { useEffect, useId, useState } from 'react';
import type { PortVlans } from '../../shared/topology';
import { isTrunk } from '../document/vlan-edits';
import { parseUntagged, parseVlanList, printVlanList } from '../document/vlan-list';
import { Button } from '../ui/button';

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

/** What was typed as VLANs, or what is wrong with it. */
function readDraft({ trunk, untagged, tagged }: Draft): PortVlans | string {
  const one = parseUntagged(untagged);
  if ('wrong' in one) return one.wrong;
  if (!trunk) {
    if (one.vlan === null) return 'An access port needs a VLAN.';
    return { untagged: one.vlan, tagged: [] };
  }
  const list = parseVlanList(tagged);
  return 'wrong' in list ? list.wrong : { untagged: one.vlan, tagged: list.vlans };
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
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    setDraft(draftOf(JSON.parse(shown) as PortVlans));
    setWrong(null);
  }, [shown]);
  const commit = (next: Draft) => {
    const read = readDraft(next);
    setWrong(typeof read === 'string' ? read : set(read));
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

export function PortVlansEditor(props: Props) {
  const { name, column, confirms = false } = props;
  const id = useId();
  const { draft, setDraft, wrong, leave, setTrunk, revert, commit } = useVlanDraft(props);
  const field = {
    type: 'text',
    className: 'input',
    autoComplete: 'off',
    spellCheck: false,
    'aria-invalid': wrong !== null || undefined,
    'aria-describedby': wrong === null ? undefined : `${id}-wrong`,
    onBlur: leave,
    onKeyDown: ({ key }: { key: string }) => {
      if (key === 'Escape') revert();
      if (key === 'Enter') commit();
    },
  } as const;
  return (
    <div className="port-vlans">
      <div className="port-vlans-row">
        <select
          className="input"
          aria-label={`Mode of ${name}`}
          value={draft.trunk ? 'trunk' : 'access'}
          onChange={({ currentTarget }) => setTrunk(currentTarget.value === 'trunk')}
        >
          <option value="access">Access</option>
          <option value="trunk">Trunk</option>
        </select>
        <input
          {...field}
          data-column={column === '' ? undefined : column}
          aria-label={draft.trunk ? `Untagged VLAN of ${name}` : `VLAN of ${name}`}
          title={draft.trunk ? 'VLAN of frames without a tag; empty to refuse them' : 'VLAN'}
          inputMode="numeric"
          placeholder={draft.trunk ? 'none' : '0'}
          value={draft.untagged}
          onChange={({ currentTarget }) => setDraft({ ...draft, untagged: currentTarget.value })}
        />
      </div>
      {draft.trunk && (
        <input
          {...field}
          aria-label={`Tagged VLANs of ${name}`}
          title="VLANs whose frames carry a tag"
          placeholder="Tagged: 10,20,30-35"
          value={draft.tagged}
          onChange={({ currentTarget }) => setDraft({ ...draft, tagged: currentTarget.value })}
        />
      )}
      {wrong !== null && (
        <p className="field-message" data-wrong id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      {confirms && (
        <Button tone="primary" onClick={commit}>
          Set {name}
        </Button>
      )}
    </div>
  );
}
