/** What several selected cables do to frames: up or down, a preset, every condition of both ways. */
import { type Conditions, perfectConditions } from '../../../shared/document/cable-conditions';
import type { Cable } from '../../../shared/document/topology';
import { changeCable } from '../../document/edits/condition-edits';
import { changeCables, sharedValue } from '../../document/edits/many-edits';
import { currentDocument, edit } from '../../document/store/document-store';
import { inSentence } from '../../i18n/in-sentence';
import { t } from '../../i18n/translate';
import { CheckField, NumberField, SelectField } from '../../ui/field';
import { conditionSpecs } from './condition-specs';
import { chosenPreset, presetChoice, presetOptions } from './preset-choices';

interface CablesProps {
  cables: readonly Cable[];
}

type CableEdit = (cable: Cable) => ReturnType<typeof changeCable>;

function setCables(cables: readonly Cable[], label: string, change: CableEdit): null {
  const ids = cables.map(({ id }) => id);
  edit(label, changeCables(currentDocument(), ids, change));
  return null;
}

function Preset({ cables }: CablesProps) {
  const shared = sharedValue(cables.map(presetChoice));
  const value = String(shared.value);
  const choose = (choice: string) => {
    const preset = chosenPreset(choice);
    if (preset === null) return;
    const { title, aToB, bToA } = preset;
    const values = { count: cables.length, preset: title };
    const label =
      title === ''
        ? t('Make {{count}} cables perfect', values)
        : t('Make {{count}} cables {{preset}}', values);
    setCables(cables, label, ({ id: cable }) =>
      changeCable(currentDocument(), cable, { aToB, bToA }),
    );
  };
  return (
    <SelectField
      label={t('Link quality')}
      several={shared.several}
      value={value}
      options={presetOptions(shared.several ? '' : value)}
      commit={choose}
    />
  );
}

/** Both directions of each cable, since their ends have no names in common. */
function valuesOf(cables: readonly Cable[], field: keyof Conditions) {
  return sharedValue(
    cables.flatMap(({ aToB, bToA }) =>
      [aToB, bToA].map((conditions) => (conditions ?? perfectConditions)[field]),
    ),
  );
}

/** Each direction keeps what else it has: that may differ from cable to cable, and from way to way. */
function changeBoth(cable: Cable, change: Partial<Conditions>) {
  return changeCable(currentDocument(), cable.id, {
    aToB: { ...(cable.aToB ?? perfectConditions), ...change },
    bToA: { ...(cable.bToA ?? perfectConditions), ...change },
  });
}

export function ManyCables({ cables }: CablesProps) {
  const up = sharedValue(cables.map((cable) => cable.up));
  const count = cables.length;
  const setUp = (on: boolean) => {
    const label = on
      ? t('Put {{count}} cables up', { count })
      : t('Put {{count}} cables down', { count });
    setCables(cables, label, ({ id }) => changeCable(currentDocument(), id, { up: on }));
  };
  return (
    <>
      <CheckField
        label={t('Cables are up')}
        several={up.several}
        value={up.value === true}
        commit={setUp}
      />
      <Preset cables={cables} />
      <fieldset className="conditions">
        <legend>{t('Both directions')}</legend>
        <div className="condition-fields">
          {conditionSpecs.map(({ field, label, unit, min, max, whole, zero, tip }) => {
            const { several, value } = valuesOf(cables, field);
            return (
              <div key={field} title={t(tip)}>
                <NumberField
                  label={t(label)}
                  unit={unit}
                  several={several}
                  value={Number(value)}
                  min={min}
                  max={max}
                  whole={whole}
                  {...(zero !== undefined && { zero: t(zero) })}
                  commit={(next) =>
                    setCables(
                      cables,
                      t('Set {{field}} of {{count}} cables', {
                        field: inSentence(t(label)),
                        count,
                      }),
                      (cable) => changeBoth(cable, { [field]: next }),
                    )
                  }
                />
              </div>
            );
          })}
        </div>
      </fieldset>
    </>
  );
}
