/** The Ethernet addresses that a running switch has learned, with their age. */

import { useState } from 'react';
import type { SwitchNode, TopologyDocument } from '../../../shared/document/topology';
import type { LearnedAddress, SwitchView } from '../../../shared/lab/switch-view';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { useSwitchView } from '../../lab/switch-views';
import { Field } from '../../ui/field';
import { macOwners, matchesAddress } from './address-filter';

function ageText(seconds: number): string {
  return seconds < 60
    ? `${Math.floor(seconds)} s`
    : t('{{value}} min', { value: Math.floor(seconds / 60) });
}

function Row({ address, owner }: { address: LearnedAddress; owner: string }) {
  return (
    <tr>
      <td>
        <code>{address.mac}</code>
        {owner !== '' && <small>{owner}</small>}
      </td>
      <td>{address.vlan}</td>
      <td>{address.port}</td>
      <td>{ageText(address.age)}</td>
    </tr>
  );
}

function Learned({
  addresses,
  owners,
}: {
  addresses: readonly LearnedAddress[];
  owners: ReadonlyMap<string, string>;
}) {
  return (
    <table className="addresses" aria-label={t('Learned addresses')}>
      <thead>
        <tr>
          <th scope="col">{t('Address')}</th>
          <th scope="col">{t('VLAN')}</th>
          <th scope="col">{t('Port')}</th>
          <th scope="col">{t('Age')}</th>
        </tr>
      </thead>
      <tbody>
        {addresses.map((address) => (
          <Row
            key={`${address.vlan} ${address.mac}`}
            address={address}
            owner={owners.get(address.mac) ?? ''}
          />
        ))}
      </tbody>
    </table>
  );
}

/** `12 addresses`, `3 of 12 addresses`, `Showing 1000 of 4096 addresses`. */
function countText(view: SwitchView, shown: number): string {
  const { addresses, known } = view;
  if (shown < addresses.length) return t('{{shown}} of {{known}} addresses', { shown, known });
  if (addresses.length < known)
    return t('Showing {{count}} of {{known}} addresses', { count: addresses.length, known });
  return t('{{count}} addresses', { count: known });
}

function Addresses({ view, document }: { view: SwitchView; document: TopologyDocument }) {
  const [filter, setFilter] = useState('');
  const owners = macOwners(document);
  const shown = view.addresses.filter((address) =>
    matchesAddress(address, owners.get(address.mac) ?? '', filter),
  );
  return (
    <div className="form">
      <Field label={t('Find an address')}>
        {(wiring) => (
          <input
            {...wiring}
            type="search"
            className="input"
            value={filter}
            placeholder={t('MAC, machine, port 3, vlan 10')}
            onChange={({ currentTarget }) => setFilter(currentTarget.value)}
          />
        )}
      </Field>
      <p className="field-help" role="status">
        {countText(view, shown.length)}
      </p>
      {shown.length > 0 && <Learned addresses={shown} owners={owners} />}
    </div>
  );
}

export function AddressTable({ node }: { node: SwitchNode }) {
  const { state } = useNodeStatus(node.id);
  const view = useSwitchView(node.id);
  const document = useDocument((store) => store.document);
  if (state !== 'running') {
    return (
      <p className="field-help">
        {t('Start {{name}} to see the addresses that it learns.', { name: node.name })}
      </p>
    );
  }
  return view === undefined ? null : <Addresses view={view} document={document} />;
}
