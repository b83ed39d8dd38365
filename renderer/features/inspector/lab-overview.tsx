/** What the inspector shows while nothing is selected: the lab as a whole. */

import { isSwitch, type TopologyDocument } from '../../../shared/document/topology';
import { renameDocument } from '../../document/edits/edits';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useLabFindings } from '../../lab/problems/problems';
import { TextField } from '../../ui/field';
import { ProblemList } from '../problems/problem-list';
import { NewCablesField } from './cable-look-form';

function countsOf({ nodes, cables }: TopologyDocument): { label: string; count: number }[] {
  const all = Object.values(nodes);
  return [
    { label: t('Switches and hubs'), count: all.filter(isSwitch).length },
    { label: t('Machines'), count: all.filter((node) => 'cards' in node).length },
    {
      label: t('External connections'),
      count: all.filter(({ kind }) => kind === 'tap' || kind === 'plug' || kind === 'nat').length,
    },
    { label: t('Cables'), count: Object.keys(cables).length },
  ];
}

export function LabOverview() {
  const document = useDocument((state) => state.document);
  const path = useDocument((state) => state.path);
  const findings = useLabFindings();
  const rename = (name: string) => {
    if (name.trim() === '') return t('Enter a name.');
    edit(t('Rename the lab'), renameDocument(currentDocument(), name));
    return null;
  };
  return (
    <div className="form">
      <TextField
        label={t('Lab name')}
        value={document.name}
        commit={rename}
        help={path ?? t('Not saved to a file yet. Unsaved work is kept safe meanwhile.')}
      />
      <dl className="counts">
        {countsOf(document).map(({ label, count }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <NewCablesField />
      <section aria-label={t('Problems')}>
        <h3>{t('Problems')}</h3>
        {Object.keys(document.nodes).length === 0 ? (
          <p className="field-help">{t('Nothing is drawn yet.')}</p>
        ) : (
          findings !== null && <ProblemList findings={findings} />
        )}
      </section>
    </div>
  );
}
