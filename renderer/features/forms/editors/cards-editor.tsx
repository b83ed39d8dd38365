/** The network cards of a machine: their Ethernet address, the model, adding and removing. */

import { Dices, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { HostNode, PcNode, QemuNode, UmlNode } from '../../../../shared/document/topology';
import { portLabel } from '../../../../shared/document/topology';
import { MAX_CARDS } from '../../../../shared/kinds/fields/machine-fields';
import { cardModels } from '../../../../shared/net/card-models';
import { asUsualMac, isUnicastMac, randomMac } from '../../../../shared/net/mac-address';
import { removeCard } from '../../../document/edits/edits';
import { currentDocument, edit } from '../../../document/store/document-store';
import { t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { Button, IconButton } from '../../../ui/button';
import { FieldMessage, SelectField, TextField } from '../../../ui/field';
import { setField } from './node-edits';

type Machine = PcNode | QemuNode | UmlNode | HostNode;

const models = cardModels.map((model) => ({ value: model, label: model }));

function setCard(node: Machine, index: number, change: Record<string, string>): string | null {
  const cards = node.cards.map((card, at) => (at === index ? { ...card, ...change } : card));
  return setField(node.id, 'cards', cards, t('card eth{{index}}', { index }));
}

function setMac(node: Machine, index: number, text: string): string | null {
  const mac = asUsualMac(text);
  if (!isUnicastMac(mac)) return t('Six octets like 02:1a:2b:3c:4d:5e, and no group address.');
  return setCard(node, index, { mac });
}

function Card({ node, index }: { node: Machine; index: number }) {
  const finding = useFieldFinding(node.id, `cards.${index}.mac`);
  const card = node.cards[index];
  if (card === undefined) return null;
  const remove = () =>
    edit(
      t('Remove {{name}}', { name: portLabel(node, index) }),
      removeCard(currentDocument(), node.id, index),
    );
  const last = (node.kind === 'pc' || node.kind === 'host') && node.cards.length === 1;
  return (
    <li className="card-row" data-field={`cards.${index}`}>
      <span className="card-name">{portLabel(node, index)}</span>
      <TextField
        label={t('MAC of eth{{index}}', { index })}
        value={card.mac}
        finding={finding}
        commit={(text) => setMac(node, index, text)}
        mono
        beside={
          <>
            <IconButton
              name={t('New random MAC for eth{{index}}', { index })}
              onClick={() => setCard(node, index, { mac: randomMac() })}
            >
              <Dices />
            </IconButton>
            <IconButton name={t('Remove eth{{index}}', { index })} disabled={last} onClick={remove}>
              <Trash2 />
            </IconButton>
          </>
        }
      />
      {'model' in card && (
        <SelectField
          label={t('Model of eth{{index}}', { index })}
          value={card.model}
          options={models}
          commit={(model) => setCard(node, index, { model })}
        />
      )}
    </li>
  );
}

export function CardsEditor({ node, label }: { node: Machine; label: string }) {
  const message = useId();
  const finding = useFieldFinding(node.id, 'cards');
  const add = () => {
    const card = { mac: randomMac(), ...(node.kind === 'qemu' && { model: 'e1000' }) };
    setField(node.id, 'cards', [...node.cards, card], t('cards'));
  };
  return (
    <fieldset className="cards" aria-describedby={finding === null ? undefined : message}>
      <legend>{label}</legend>
      <ul>
        {node.cards.map((card, index) => (
          <Card key={card.mac} node={node} index={index} />
        ))}
      </ul>
      {finding !== null && <FieldMessage id={message} finding={finding} />}
      <Button disabled={node.cards.length >= MAX_CARDS} onClick={add}>
        <Plus /> {t('Add a card')}
      </Button>
    </fieldset>
  );
}
