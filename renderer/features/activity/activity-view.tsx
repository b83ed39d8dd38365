/** What happened in the lab and to the drawing, newest last. */
import { CircleAlert, Download, Info, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ActivityEntry, ActivityTopic } from '../../../shared/contract/service-activity';
import { download } from '../../connection/download';
import { useDocument } from '../../document/store/document-store';
import { reveal } from '../../editor/viewport/view-port';
import { t } from '../../i18n/translate';
import { useActivity } from '../../lab/activity-store';
import { IconButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { VirtualList } from '../../ui/virtual-list';
import { activityText, clockTime, filterEntries, type LevelFilter } from './activity-lines';

const ROW_HEIGHT = 30;

const icons = { info: Info, warning: TriangleAlert, failure: CircleAlert } as const;

const topicTitles: Record<ActivityTopic, string> = {
  run: 'Lab',
  loop: 'Loop',
  client: 'External client',
  edit: 'Edit',
  file: 'File',
  message: 'Message',
};

const levels: { value: LevelFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'warning', label: 'Warnings and failures' },
  { value: 'failure', label: 'Failures' },
];

function Words({ entry }: { entry: ActivityEntry }) {
  const Icon = icons[entry.level];
  return (
    <>
      <Icon aria-hidden />
      <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>
      <span className="view-row-text">
        <span>{entry.text}</span>
        {entry.next !== '' && <span className="view-row-next">{entry.next}</span>}
      </span>
      <span className="view-row-about">
        <span className="badge">{t(topicTitles[entry.topic])}</span>
      </span>
    </>
  );
}

function ActivityRow({ entry }: { entry: ActivityEntry }) {
  const { record, level } = entry;
  const known = useDocument(
    ({ document }) =>
      record !== null && (document.nodes[record] ?? document.cables[record]) !== undefined,
  );
  if (!known || record === null) {
    return (
      <div className="view-row" data-level={level}>
        <Words entry={entry} />
      </div>
    );
  }
  return (
    <button type="button" className="view-row" data-level={level} onClick={() => reveal(record)}>
      <Words entry={entry} />
    </button>
  );
}

export function ActivityView() {
  const entries = useActivity((state) => state.entries);
  const [level, setLevel] = useState<LevelFilter>('all');
  const [text, setText] = useState('');
  const shown = useMemo(() => filterEntries(entries, level, text), [entries, level, text]);
  const save = () =>
    download('activity.txt', new Blob([activityText(shown)], { type: 'text/plain' }));
  return (
    <section className="dock-view" aria-label={t('Activity of the lab')}>
      <div className="view-tools">
        <input
          type="search"
          className="input"
          aria-label={t('Find in the activity')}
          placeholder={t('Find')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <select
          className="input"
          aria-label={t('Levels')}
          value={level}
          onChange={({ currentTarget }) => setLevel(currentTarget.value as LevelFilter)}
        >
          {levels.map(({ value, label }) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </select>
        <output className="view-count">
          {shown.length === entries.length
            ? t('{{count}} entries', { count: shown.length })
            : t('{{shown}} of {{count}} entries', { shown: shown.length, count: entries.length })}
        </output>
        <CopyButton text={activityText(shown)} name={t('Copy the activity as text')} />
        <IconButton name={t('Save the activity as text')} onClick={save}>
          <Download />
        </IconButton>
      </div>
      {shown.length === 0 ? (
        <p className="view-empty">
          <Info aria-hidden />{' '}
          {entries.length === 0 ? t('Nothing has happened yet.') : t('No entry fits.')}
        </p>
      ) : (
        <VirtualList
          items={shown}
          keyOf={({ id }) => id}
          render={(entry) => <ActivityRow entry={entry} />}
          label={t('Activity')}
          rowHeight={ROW_HEIGHT}
          followEnd
        />
      )}
    </section>
  );
}
