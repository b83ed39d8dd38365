/** The labs that come with the app, each as a card with a small drawing and what it shows. */
import type { Example } from '../../../shared/contract/service';
import { openExample } from '../../commands/actions/file-actions';
import { useSession } from '../../connection/session-store';
import { t } from '../../i18n/translate';
import { ExampleSketch } from './example-sketch';
import { beginFirstSteps } from './first-steps';

const NONE: readonly Example[] = [];

async function open(id: string, opening: () => void): Promise<void> {
  opening();
  await openExample(id);
  beginFirstSteps(id);
}

/** @param opening called when one is chosen, before it is opened */
export function ExampleCards({ opening }: { opening: () => void }) {
  const examples = useSession(({ hello }) => hello?.examples ?? NONE);
  return (
    <ul className="example-cards" aria-label={t('Examples')}>
      {examples.map(({ id, title, description, sketch }) => (
        <li key={id}>
          <button
            type="button"
            className="example-card"
            aria-label={t(title)}
            title={t(description)}
            onClick={() => void open(id, opening)}
          >
            <ExampleSketch sketch={sketch} />
            <strong>{t(title)}</strong>
            <span>{t(description)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
