/** The interface of this computer that a tap is bridged to, and what that may do to this computer. */

import { useEffect, useState } from 'react';
import type { TapNode } from '../../../../shared/document/topology';
import type { HostInterface, InterfaceKind } from '../../../../shared/lab/host-interfaces';
import { call } from '../../../connection/client';
import { t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { SelectField } from '../../../ui/field';
import { raiseThrown } from '../../../ui/notices';
import { setField } from './node-edits';

const kindLabel: Record<InterfaceKind, string> = {
  wired: 'wired',
  wireless: 'wireless',
  bridge: 'bridge',
  tap: 'tap',
  virtual: 'virtual',
};

function useInterfaces(): readonly HostInterface[] {
  const [known, setKnown] = useState<readonly HostInterface[]>([]);
  useEffect(() => {
    let isGone = false;
    call('host.interfaces', {}).then(({ interfaces }) => {
      if (!isGone) setKnown(interfaces);
    }, raiseThrown);
    return () => {
      isGone = true;
    };
  }, []);
  return known;
}

function words({ name, kind, isUp, addresses, isDefaultWay, master }: HostInterface): string {
  const facts = [
    t(kindLabel[kind]),
    isUp ? t('up') : t('down'),
    ...addresses.slice(0, 1),
    isDefaultWay ? t('the way to the internet') : '',
    master === '' ? '' : t('in {{master}}', { master }),
  ];
  return `${name} (${facts.filter((fact) => fact !== '').join(', ')})`;
}

/** Taps lead into drawings: this one's own, or another lab's. */
function optionsFor(node: TapNode, known: readonly HostInterface[]) {
  const offered = known.filter(({ kind, name }) => kind !== 'tap' || name === node.bridge);
  const isKnown = node.bridge === '' || offered.some(({ name }) => name === node.bridge);
  return [
    { value: '', label: t('Nothing') },
    ...offered.map((one) => ({ value: one.name, label: words(one) })),
    ...(isKnown
      ? []
      : [
          {
            value: node.bridge,
            label: t('{{bridge}} (not on this computer)', { bridge: node.bridge }),
          },
        ]),
  ];
}

function Warning({ chosen }: { chosen: HostInterface | undefined }) {
  const isBridge = chosen?.kind === 'bridge' || (chosen?.master ?? '') !== '';
  return (
    <div className="bridge-warning" role="note">
      <strong>{t('This changes the network of this computer.')}</strong>
      {isBridge ? (
        <p>{t('Everybody in that bridge and in the drawing reaches each other.')}</p>
      ) : (
        <p>
          {t(
            'A bridge is made around the interface while the lab runs, and its addresses and routes move there. This computer may be cut off from its network, above all if a program looks after the interface.',
          )}
        </p>
      )}
      {chosen?.isDefaultWay && <p>{t('It is this computer’s way to the internet.')}</p>}
      {chosen?.kind === 'wireless' && <p>{t('Wireless interfaces usually cannot be bridged.')}</p>}
    </div>
  );
}

export function BridgeField({ node, label }: { node: TapNode; label: string }) {
  const known = useInterfaces();
  const finding = useFieldFinding(node.id, 'bridge');
  const chosen = known.find(({ name }) => name === node.bridge);
  return (
    <>
      <SelectField
        label={label}
        value={node.bridge}
        options={optionsFor(node, known)}
        finding={finding}
        help={t(
          'Joins the drawing to a network that this computer is in. Needs root, like the tap.',
        )}
        commit={(bridge) => setField(node.id, 'bridge', bridge, label)}
      />
      {node.bridge !== '' && <Warning chosen={chosen} />}
    </>
  );
}
