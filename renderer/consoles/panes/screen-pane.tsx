/** One tab's panel with a machine's screen, and a word when there is none. */
import { t } from '../../i18n/translate';
import './screen-pane.css';
import { Keyboard } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { call, onConnectionChange, onEvent } from '../../connection/client';
import { useSession } from '../../connection/session-store';
import { useNodeStatus } from '../../lab/lab-store';
import { Button } from '../../ui/button';
import { raiseThrown } from '../../ui/notices';
import { useConsoleCommands } from '../console-commands';
import { Screen } from '../screen/screen';
import { addScreen, removeScreen } from '../screen/screens';
import { type ConsoleTab, setConnected } from '../tabs/console-store';
import { nodeOf, useNodeName } from '../tabs/console-titles';
import { useFocus } from '../tabs/use-focus';
import { MachineOffBanner } from './machine-off-banner';
import { TypingBanner } from './typing-banner';

const service = { call, onEvent, onConnectionChange };

/** @param attempt each is another connection; null while there is nothing to connect to */
function useScreen(
  id: string,
  host: RefObject<HTMLDivElement | null>,
  attempt: number | null,
): Screen | null {
  const [screen, setScreen] = useState<Screen | null>(null);
  useEffect(() => {
    if (attempt === null || host.current === null) {
      setConnected(id, false);
      return;
    }
    const abort = new AbortController();
    let current: Screen | null = null;
    const events = {
      connected: (now: boolean) => {
        if (!abort.signal.aborted) setConnected(id, now);
      },
      failed: raiseThrown,
    };
    Screen.open(nodeOf(id), host.current, events, service, abort.signal).then((opened) => {
      if (opened === null) return;
      current = opened;
      if (abort.signal.aborted) {
        opened.dispose();
        return;
      }
      addScreen(id, opened);
      setScreen(opened);
    }, raiseThrown);
    return () => {
      abort.abort();
      removeScreen(id);
      current?.dispose();
      setScreen(null);
    };
  }, [id, host, attempt]);
  return screen;
}

function Lost({ name, again }: { name: string; again: () => void }) {
  return (
    <div className="terminal-banner" role="status">
      <span>{t('The connection to the screen of {{name}} was lost.', { name })}</span>
      <Button tone="primary" onClick={again}>
        {t('Connect again')}
      </Button>
    </div>
  );
}

export function ScreenPane({ tab, visible }: { tab: ConsoleTab; visible: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const node = nodeOf(tab.id);
  const name = useNodeName(tab);
  const { leave } = useConsoleCommands();
  const status = useNodeStatus(node);
  const isReachable = useSession(({ connection }) => connection === 'open');
  const canConnect = status.screen && isReachable;
  const screen = useScreen(tab.id, host, canConnect ? attempt : null);
  useFocus(screen, tab.id, visible);
  const isLost = canConnect && screen !== null && tab.connected === false;
  return (
    <div
      className="terminal-pane screen-pane"
      role="tabpanel"
      id={`panel-${tab.id}`}
      aria-label={t('Screen of {{name}}', { name })}
      hidden={!visible}
    >
      {!status.screen && <MachineOffBanner node={node} name={name} channel="screen" />}
      <TypingBanner tab={tab.id} />
      {isLost && <Lost name={name} again={() => setAttempt((count) => count + 1)} />}
      <div className="screen-host" ref={host} data-connected={tab.connected === true} />
      {tab.connected === true && (
        <p className="screen-hint">
          <Keyboard aria-hidden size={13} />
          {t('All keys go to {{name}} while its screen has the keyboard. To give it back, press:', {
            name,
          })}{' '}
          <kbd>{leave.shortcut}</kbd>
        </p>
      )}
    </div>
  );
}
