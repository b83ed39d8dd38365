/** What a cable does to frames: up or down, a preset to start from, and every condition by direction. */

import { useState } from 'react';
import { type Conditions, perfectConditions } from '../../../shared/document/cable-conditions';
import { type Cable, nameOf, type TopologyDocument } from '../../../shared/document/topology';
import {
  changeCable,
  changeConditions,
  type Direction,
} from '../../document/edits/condition-edits';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { inSentence } from '../../i18n/in-sentence';
import { inWords, t } from '../../i18n/translate';
import { useDirectionCounters } from '../../lab/traffic-store';
import { CheckField, NumberField, SelectField } from '../../ui/field';
import { dropsOf } from '../switch-panel/drop-labels';
import { conditionSpecs } from './condition-specs';
import { chosenPreset, presetChoice, presetOptions } from './preset-choices';

const distributions = [
  { value: 'uniform', label: 'Even' },
  { value: 'normal', label: 'Normal' },
];

/** `sw1 to pc1` and back. */
function directionNames(document: TopologyDocument, { a, b }: Cable) {
  const [one = '', other = ''] = [a, b].map(({ node }) => {
    const record = document.nodes[node];
    return record === undefined ? node : nameOf(record);
  });
  return {
    aToB: t('{{from}} to {{to}}', { from: one, to: other }),
    bToA: t('{{from}} to {{to}}', { from: other, to: one }),
  };
}

/** Changes conditions as a step that is called after the field. */
type SetCondition = (label: string, change: Partial<Conditions>) => null;

function Distribution({ value, set }: { value: Conditions['distribution']; set: SetCondition }) {
  const choose = (chosen: string) =>
    set('jitter', { distribution: chosen === 'normal' ? 'normal' : 'uniform' });
  return (
    <div title={t('How delays lie around their middle.')}>
      <SelectField
        label={t('Jitter is')}
        value={value}
        options={distributions.map(inWords)}
        commit={choose}
      />
    </div>
  );
}

function DirectionFields({
  cable,
  direction,
  legend,
}: {
  cable: Cable;
  direction: Direction;
  legend: string;
}) {
  const conditions = (direction === 'bToA' ? cable.bToA : cable.aToB) ?? perfectConditions;
  const set: SetCondition = (label, change) => {
    const diff = changeConditions(currentDocument(), cable.id, direction, change);
    edit(t('Change {{field}} of cable', { field: inSentence(label) }), diff);
    return null;
  };
  return (
    <fieldset className="conditions">
      <legend>{legend}</legend>
      <div className="condition-fields">
        {conditionSpecs.map(({ field, label, unit, min, max, whole, zero, tip }) => (
          <div key={field} title={t(tip)}>
            <NumberField
              label={t(label)}
              unit={unit}
              value={conditions[field]}
              min={min}
              max={max}
              whole={whole}
              {...(zero !== undefined && { zero: t(zero) })}
              commit={(value) => set(t(label), { [field]: value })}
            />
          </div>
        ))}
        <Distribution value={conditions.distribution} set={set} />
      </div>
    </fieldset>
  );
}

function PresetSelect({ cable }: { cable: Cable }) {
  const value = presetChoice(cable);
  const choose = (choice: string) => {
    const preset = chosenPreset(choice);
    if (preset === null) return;
    const { title, aToB, bToA } = preset;
    edit(
      title === '' ? t('Make cable perfect') : t('Make cable {{title}}', { title }),
      changeCable(currentDocument(), cable.id, { aToB, bToA }),
    );
  };
  return (
    <SelectField
      label={t('Link quality')}
      value={value}
      options={presetOptions(value)}
      commit={choose}
    />
  );
}

function Dropped({ cable, names }: { cable: Cable; names: { aToB: string; bToA: string } }) {
  const counters = useDirectionCounters(cable.id);
  if (counters === undefined) return null;
  const lines = (['aToB', 'bToA'] as const)
    .map((side) => ({ name: names[side], ...dropsOf(counters[side].drops) }))
    .filter(({ total }) => total > 0);
  if (lines.length === 0) return null;
  return (
    <ul className="cable-drops" aria-label={t('Dropped frames')}>
      {lines.map(({ name, text }) => (
        <li key={name}>
          {name}: {text}
        </li>
      ))}
    </ul>
  );
}

export function ConditionsForm({ cable }: { cable: Cable }) {
  const document = useDocument((state) => state.document);
  const same = JSON.stringify(cable.aToB) === JSON.stringify(cable.bToA);
  const [wantsEach, setWantsEach] = useState(!same);
  const alike = same && !wantsEach;
  const names = directionNames(document, cable);
  const setAlike = (on: boolean) => {
    setWantsEach(!on);
    if (on) {
      const diff = changeCable(currentDocument(), cable.id, { bToA: cable.aToB });
      edit(t('Make both directions alike'), diff);
    }
  };
  return (
    <>
      <CheckField
        label={t('Cable is up')}
        help={t('A cable that is down gives no carrier at its ends.')}
        value={cable.up}
        commit={(up) =>
          edit(
            up ? t('Put cable up') : t('Put cable down'),
            changeCable(currentDocument(), cable.id, { up }),
          )
        }
      />
      <PresetSelect cable={cable} />
      <CheckField label={t('Both directions alike')} value={alike} commit={setAlike} />
      {alike ? (
        <DirectionFields cable={cable} direction="both" legend={t('Both directions')} />
      ) : (
        <>
          <DirectionFields cable={cable} direction="aToB" legend={names.aToB} />
          <DirectionFields cable={cable} direction="bToA" legend={names.bToA} />
        </>
      )}
      <Dropped cable={cable} names={names} />
    </>
  );
}
