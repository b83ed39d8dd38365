/** The small buttons over a node: start or stop it, open its console. */

import { OctagonX, Play, Square, SquareTerminal } from 'lucide-react';
import type { DeviceNode } from '../../../shared/document/topology';
import { hasConsole, openMachineConsole } from '../../consoles/tabs/machine-console';
import { t } from '../../i18n/translate';
import { useRunPress } from '../../lab/run-press';

const words = {
  start: { Icon: Play, word: 'Start {{name}}', title: 'Start' },
  stop: { Icon: Square, word: 'Stop {{name}}', title: 'Stop' },
  stopNow: {
    Icon: OctagonX,
    word: 'Stop now: {{name}}',
    title: 'Stop now, without waiting for the guest',
  },
};

/** @param reachable whether Tab stops at the buttons, as it does in a selected node */
export function NodeTools({ node, reachable }: { node: DeviceNode; reachable: boolean }) {
  const tabIndex = reachable ? 0 : -1;
  const { meaning, button } = useRunPress(node);
  const { Icon, word, title } = words[meaning];
  return (
    <div className="node-tools nodrag nopan">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={t(word, { name: node.name })}
        title={t(title)}
        {...button}
      >
        <Icon />
      </button>
      {hasConsole(node) && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={t('Open console of {{name}}', { name: node.name })}
          title={t('Open console')}
          onClick={() => openMachineConsole(node)}
        >
          <SquareTerminal />
        </button>
      )}
    </div>
  );
}
