/** A line above the drawing with the next step; see first-steps.ts. */
import { Lightbulb, X } from 'lucide-react';
import { t } from '../../i18n/translate';
import { IconButton } from '../../ui/button';
import { closeFirstSteps, type FirstStep, useFirstSteps } from './first-steps';

const words: Readonly<Record<FirstStep, string>> = {
  start: 'Press Start all at the top.',
  console: 'Double-click pc1: its console opens.',
  ping: 'Type ping 10.0.0.2 and press Enter.',
  done: 'It answers. Delete a cable and undo that while the ping runs; Ctrl+C ends it.',
};
const order: readonly FirstStep[] = ['start', 'console', 'ping'];

export function FirstStepsHint() {
  const step = useFirstSteps((state) => state.step);
  if (step === null) return null;
  const number = order.indexOf(step) + 1;
  return (
    <section className="first-steps" aria-label={t('First steps')}>
      <Lightbulb aria-hidden />
      <p role="status">
        {number > 0 && (
          <strong>{t('Step {{number}} of {{count}}', { number, count: order.length })}</strong>
        )}
        <span>{t(words[step])}</span>
      </p>
      <IconButton name={t('Do not show the steps again')} onClick={closeFirstSteps}>
        <X />
      </IconButton>
    </section>
  );
}
