/** All that stands in the way of the lab: what the rules find, and what failed while it ran. */
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { endName } from '../../document/edits/cable-edits';
import { spokenName } from '../../document/records/spoken-name';
import { useDocument } from '../../document/store/document-store';
import { showField } from '../../editor/navigation/show-field';
import { t } from '../../i18n/translate';
import { useProblems } from '../../lab/problems/all-problems';
import type { Problem } from '../../lab/problems/problem';
import { CommandText } from '../../ui/command-text';
import { VirtualList } from '../../ui/virtual-list';
import { RemedyButton } from './remedy-button';

const ROW_HEIGHT = 52;

/** `vm1`, or the ends of a cable. */
function useRecordName(id: string): string {
  return useDocument(({ document }) => {
    const node = document.nodes[id];
    if (node !== undefined) return spokenName(node);
    const cable = document.cables[id];
    if (cable === undefined) return id;
    return `${endName(document, cable.a)} – ${endName(document, cable.b)}`;
  });
}

function ProblemRow({ problem }: { problem: Problem }) {
  const { severity, message, next, record, field, from, remedy } = problem;
  const name = useRecordName(record);
  const row = (
    <button
      type="button"
      className="view-row"
      data-level={severity === 'error' ? 'failure' : 'warning'}
      onClick={() => showField(record, field)}
    >
      {severity === 'error' ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
      <span className="view-row-text">
        <span>{message}</span>
        <span className="view-row-next">
          <CommandText text={next} copies={false} />
        </span>
      </span>
      <span className="view-row-about">
        <span>{name}</span>
        <span className="badge">{from === 'lab' ? t('Running lab') : t('Drawing')}</span>
      </span>
    </button>
  );
  if (remedy === undefined) return row;
  return (
    <div className="fixable-row">
      {row}
      <RemedyButton record={record} remedy={remedy} />
    </div>
  );
}

export function ProblemsView() {
  const problems = useProblems();
  return (
    <section className="dock-view" aria-label={t('All problems')}>
      {problems.length === 0 ? (
        <p className="view-empty">
          <CircleCheck aria-hidden /> {t('Nothing is wrong with the drawing, and nothing failed.')}
        </p>
      ) : (
        <VirtualList
          items={problems}
          keyOf={({ id }) => id}
          render={(problem) => <ProblemRow problem={problem} />}
          label={t('Problems')}
          rowHeight={ROW_HEIGHT}
        />
      )}
    </section>
  );
}
