/** The ports of this computer that lead to guests. */

import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { NatNode } from '../../../../shared/document/topology';
import type { PortForward } from '../../../../shared/kinds/nat';
import { MAX_FORWARDS } from '../../../../shared/kinds/nat';
import { currentDocument } from '../../../document/store/document-store';
import { t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { Button, IconButton } from '../../../ui/button';
import { FieldMessage, NumberField, SelectField, TextField } from '../../../ui/field';
import { newForward } from './nat-labels';
import { setField } from './node-edits';

const MAX_PORT = 65_535;
const protocols = [
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
];

interface LineProps {
  title: string;
  /** Whose address and port: `Computer`, `Guest`. */
  whose: string;
  number: number;
  address: string;
  port: number;
  set: (change: { address?: string; port?: number }) => string | null;
}

function Line({ title, whose, number, address, port, set }: LineProps) {
  return (
    <div className="forward-line">
      <span>{title}</span>
      <TextField
        label={t('{{whose}} address of forward {{number}}', { whose, number })}
        value={address}
        commit={(text) => set({ address: text.trim() })}
        mono
      />
      <NumberField
        label={t('{{whose}} port of forward {{number}}', { whose, number })}
        value={port}
        commit={(value) => set({ port: value })}
        min={1}
        max={MAX_PORT}
      />
    </div>
  );
}

function Forward({ node, index }: { node: NatNode; index: number }) {
  const message = useId();
  const finding = useFieldFinding(node.id, `forwards.${index}`);
  const forward = node.forwards[index];
  if (forward === undefined) return null;
  const number = index + 1;
  const set = (change: Partial<PortForward>) => {
    const forwards = node.forwards.map((one, at) => (at === index ? { ...one, ...change } : one));
    return setField(node.id, 'forwards', forwards, t('port forwards'), t('An IPv4 address.'));
  };
  const remove = () => {
    const forwards = node.forwards.filter((_, at) => at !== index);
    setField(node.id, 'forwards', forwards, t('port forwards'));
  };
  return (
    <li
      className="card-row"
      data-field={`forwards.${index}`}
      aria-describedby={finding === null ? undefined : message}
    >
      <div className="forward-head">
        <SelectField
          label={t('Protocol of forward {{number}}', { number })}
          value={forward.protocol}
          options={protocols}
          commit={(protocol) => set({ protocol: protocol === 'udp' ? 'udp' : 'tcp' })}
        />
        <IconButton name={t('Remove forward {{number}}', { number })} onClick={remove}>
          <Trash2 />
        </IconButton>
      </div>
      <Line
        title={t('From')}
        whose={t('Computer')}
        number={number}
        address={forward.hostAddress}
        port={forward.hostPort}
        set={({ address = forward.hostAddress, port = forward.hostPort }) =>
          set({ hostAddress: address, hostPort: port })
        }
      />
      <Line
        title={t('To')}
        whose={t('Guest')}
        number={number}
        address={forward.guestAddress}
        port={forward.guestPort}
        set={({ address = forward.guestAddress, port = forward.guestPort }) =>
          set({ guestAddress: address, guestPort: port })
        }
      />
      {finding !== null && <FieldMessage id={message} finding={finding} />}
    </li>
  );
}

export function ForwardsEditor({ node, label }: { node: NatNode; label: string }) {
  const add = () => {
    const forwards = [...node.forwards, newForward(currentDocument(), node)];
    setField(node.id, 'forwards', forwards, t('port forwards'));
  };
  return (
    <fieldset className="cards">
      <legend>{label}</legend>
      {node.forwards.length > 0 && (
        <ul>
          {/* By their places: two of them may be alike for a moment. */}
          {[...node.forwards.keys()].map((index) => (
            <Forward key={index} node={node} index={index} />
          ))}
        </ul>
      )}
      <Button disabled={node.forwards.length >= MAX_FORWARDS} onClick={add}>
        <Plus /> {t('Add a port forward')}
      </Button>
      <p className="field-help">
        {t(
          'Lets programs of this computer reach a server in a guest: from a port here to one there.',
        )}
      </p>
    </fieldset>
  );
}
