/** When a node starts within the lab, and what tells that it is ready. */

import type { StartedNode } from '../../../shared/document/topology';
import {
  type Readiness,
  type StartSettings,
  startAtOnce,
} from '../../../shared/kinds/fields/node-fields';
import { inWords, t } from '../../i18n/translate';
import { NumberField, SelectField, TextField } from '../../ui/field';
import { setField } from './editors/node-edits';
import { InspectorSection } from './inspector-section';
import { startSummary } from './start-summary';

export const signs = [
  { value: 'up', label: 'It runs' },
  { value: 'text', label: 'It prints a text' },
  { value: 'frame', label: 'It sends a frame' },
  { value: 'time', label: 'A time has passed' },
];

const FIRST_TEXT = 'login:';
const FIRST_SECONDS = 10;

/** What a sign is when it has just been chosen. */
export function newSign(by: string): Readiness {
  switch (by) {
    case 'text':
      return { by, text: FIRST_TEXT };
    case 'time':
      return { by, seconds: FIRST_SECONDS };
    case 'frame':
      return { by };
    default:
      return { by: 'up' };
  }
}

function SignFields({
  start,
  set,
}: {
  start: StartSettings;
  set: (change: Partial<StartSettings>) => string | null;
}) {
  const { ready, patience } = start;
  return (
    <>
      {ready.by === 'text' && (
        <TextField
          label={t('Text on its console')}
          value={ready.text}
          mono
          commit={(text) => set({ ready: { by: 'text', text } })}
        />
      )}
      {ready.by === 'time' && (
        <NumberField
          label={t('Time')}
          unit="s"
          value={ready.seconds}
          min={1}
          max={3600}
          commit={(seconds) => set({ ready: { by: 'time', seconds } })}
        />
      )}
      {(ready.by === 'text' || ready.by === 'frame') && (
        <NumberField
          label={t('Wait at most')}
          unit="s"
          value={patience}
          min={1}
          max={3600}
          help={t('After that the others start all the same, and a message says so.')}
          commit={(seconds) => set({ patience: seconds })}
        />
      )}
    </>
  );
}

export function StartEditor({ node }: { node: StartedNode }) {
  const { start } = node;
  const set = (change: Partial<StartSettings>) =>
    setField(
      node.id,
      'start',
      { ...start, ...change },
      t('start'),
      t('One line of 1 to 200 characters.'),
    );
  return (
    <InspectorSection
      id="start"
      title={t('Start order and delay')}
      summary={startSummary(start)}
      closed={startSummary(start) === startSummary(startAtOnce)}
    >
      <NumberField
        label={t('Place in the order')}
        value={start.order}
        min={0}
        max={99}
        help={t(
          'Starts when all nodes with a lower number are ready; the same number starts together.',
        )}
        commit={(order) => set({ order })}
      />
      <NumberField
        label={t('Delay')}
        unit="s"
        value={start.delay}
        min={0}
        max={3600}
        commit={(delay) => set({ delay })}
      />
      <SelectField
        label={t('Ready when')}
        value={start.ready.by}
        options={signs.map(inWords)}
        commit={(by) => set({ ready: newSign(by) })}
      />
      <SignFields start={start} set={set} />
    </InspectorSection>
  );
}
