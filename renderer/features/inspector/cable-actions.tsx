/** What can be done with one cable: its row of actions at the top of the inspector. */
import { ArrowLeftToLine, ArrowRightToLine, Cable as CableIcon, Unplug } from 'lucide-react';
import { type Cable, nameOf } from '../../../shared/document/topology';
import { perform } from '../../commands/perform';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { Action, ActionRow } from '../../ui/menu/action-row';

export function CableActions({ cable }: { cable: Cable }) {
  const nodes = useDocument(({ document }) => document.nodes);
  const nameAt = (side: 'a' | 'b') => {
    const node = nodes[cable[side].node];
    return node === undefined ? '' : nameOf(node);
  };
  return (
    <ActionRow>
      <Action
        Icon={cable.up ? Unplug : CableIcon}
        word={cable.up ? t('Link down') : t('Link up')}
        onClick={() => perform('edit.switchCable')}
      />
      <Action
        Icon={ArrowLeftToLine}
        word={nameAt('a')}
        aria-label={t('Go to {{name}}', { name: nameAt('a') })}
        title={t('Go to {{name}}', { name: nameAt('a') })}
        onClick={() => perform('view.cableStart')}
      />
      <Action
        Icon={ArrowRightToLine}
        word={nameAt('b')}
        aria-label={t('Go to {{name}}', { name: nameAt('b') })}
        title={t('Go to {{name}}', { name: nameAt('b') })}
        onClick={() => perform('view.cableEnd')}
      />
    </ActionRow>
  );
}
