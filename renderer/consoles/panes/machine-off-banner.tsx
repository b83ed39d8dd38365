/** Says why a console does not answer, and what to do about it. */

import { CirclePower, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { NodeStatus } from '../../../shared/contract/service';
import { editsArrived } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { startNodes } from '../../lab/lab-actions';
import { useNodeStatus } from '../../lab/lab-store';
import { Button } from '../../ui/button';
import { focusTerminal } from '../tabs/console-store';
import type { TabChannel } from '../tabs/console-titles';

function sentence(name: string, { state, failure }: NodeStatus, channel: TabChannel): string {
  switch (state) {
    case 'starting':
      return t('{{name}} is starting; its {{channel}} connects by itself.', { name, channel });
    case 'stopping':
      return t('{{name}} is stopping.', { name });
    case 'failed':
      return failure === null
        ? t('{{name}} failed. Start it again to use its {{channel}}.', { name, channel })
        : t('{{name}} failed. {{why}}', { name, why: failure.message });
    case 'running':
      return channel === 'screen'
        ? t(
            '{{name}} runs without a screen. Give it a display in the inspector and start it again.',
            { name },
          )
        : t('{{name}} runs, but this console is not connected.', { name });
    case 'off':
      return t('{{name}} is off. Start it to use its {{channel}}.', { name, channel });
  }
}

function Icon({ state }: { state: NodeStatus['state'] }) {
  if (state === 'failed') return <TriangleAlert aria-hidden size={16} />;
  if (state === 'starting' || state === 'stopping') {
    return <LoaderCircle aria-hidden size={16} className="terminal-banner-busy" />;
  }
  return <CirclePower aria-hidden size={16} />;
}

export function MachineOffBanner({
  node,
  name,
  channel,
}: {
  node: string;
  name: string;
  channel: TabChannel;
}) {
  const status = useNodeStatus(node);
  const canStart = status.state === 'off' || status.state === 'failed';
  const start = async () => {
    // The button goes away with the start; the keyboard belongs to the terminal then.
    focusTerminal();
    await editsArrived();
    await startNodes([node]);
  };
  return (
    <div className="terminal-banner" data-state={status.state} role="status">
      <Icon state={status.state} />
      <span>{sentence(name, status, channel)}</span>
      {canStart && (
        <Button
          tone="primary"
          aria-label={t('Start {{name}}', { name })}
          onClick={() => void start()}
        >
          {t('Start')}
        </Button>
      )}
    </div>
  );
}
