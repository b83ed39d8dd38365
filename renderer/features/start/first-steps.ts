/**
 * The next step for somebody who has just opened the first example: start it, open a console, ping. Each
 * step shows until it is done, however it is done; the last one ends the guide.
 */

import { consoleId } from '../../../shared/contract/console-id';
import { isDevice, type TopologyDocument } from '../../../shared/document/topology';
import { onEvent } from '../../connection/client';
import { useSession } from '../../connection/session-store';
import { useConsoles } from '../../consoles/tabs/console-store';
import { useDocument } from '../../document/store/document-store';
import { changeSettings, useSettings } from '../../i18n/settings';
import { useLab } from '../../lab/lab-store';
import { currentPage } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';

export type FirstStep = 'start' | 'console' | 'ping' | 'done';

const EXAMPLE = 'first-ping';
const FROM = 'pc1';
const ANSWER = /bytes from|icmp_seq=\d+ .*ttl/;
/** Long enough to be read. */
const DONE_MS = 12_000;

export const useFirstSteps = pageStore<{ step: FirstStep | null }>(() => ({ step: null }));

function isClosedForGood(): boolean {
  return useSettings.getState().firstStepsClosed;
}

/** Ends the guide; it does not come again by itself. */
export function closeFirstSteps(): void {
  changeSettings({ firstStepsClosed: true });
  endFirstSteps();
}

function endFirstSteps(): void {
  useFirstSteps.setState({ step: null });
  for (const forget of guide().splice(0)) forget();
}

/** Stops what leads on from step to step. */
const guide = pageState((): (() => void)[] => []);

function allRun({ nodes }: TopologyDocument): boolean {
  const lab = useLab.getState();
  const devices = Object.values(nodes).filter(isDevice);
  return devices.length > 0 && devices.every(({ id }) => lab.nodes[id]?.state === 'running');
}

/** The node of the example whose console is to be opened. */
function source({ nodes }: TopologyDocument): string | undefined {
  return Object.values(nodes).find((node) => isDevice(node) && node.name === FROM)?.id;
}

/** The first step that is not done yet. */
function openStep(): FirstStep {
  const { document } = useDocument.getState();
  if (!allRun(document)) return 'start';
  const wanted = consoleId(source(document) ?? '', 'console');
  const { tabs } = useConsoles.getState();
  return tabs.some(({ id }) => id === wanted) ? 'ping' : 'console';
}

function lookAgain(opening: string): void {
  if (useDocument.getState().opening !== opening) {
    endFirstSteps();
    return;
  }
  if (useFirstSteps.getState().step !== 'done') useFirstSteps.setState({ step: openStep() });
}

function handleOutput(data: string): void {
  if (useFirstSteps.getState().step !== 'ping' || !ANSWER.test(data)) return;
  useFirstSteps.setState({ step: 'done' });
  changeSettings({ firstStepsClosed: true });
  currentPage().timeout(endFirstSteps, DONE_MS);
}

/** Begins the guide, if this is the example for it and it was not closed for good. */
export function beginFirstSteps(id: string): void {
  const { document, opening } = useDocument.getState();
  endFirstSteps();
  if (id !== EXAMPLE || isClosedForGood() || source(document) === undefined) return;
  useFirstSteps.setState({ step: openStep() });
  const look = () => lookAgain(opening);
  guide().push(
    useDocument.subscribe(look),
    useLab.subscribe(look),
    useConsoles.subscribe(look),
    onEvent('console.output', ({ data }) => handleOutput(data)),
  );
}

/** Whether the page has come up with the example that nobody saved or changed, as `npm start` gives it. */
function isAsGiven({ name }: TopologyDocument): boolean {
  const { path, dirty } = useDocument.getState();
  const example = useSession.getState().hello?.examples.find(({ id }) => id === EXAMPLE);
  return path === null && !dirty && name === example?.title;
}

/** Begins the guide as well where the app was started with its example. */
export function subscribeFirstSteps(): void {
  const look = () => {
    const { loaded, document } = useDocument.getState();
    if (!loaded || useSession.getState().hello === null) return;
    for (const forget of waiting.splice(0)) forget();
    if (isAsGiven(document)) beginFirstSteps(EXAMPLE);
  };
  const waiting = [useDocument.subscribe(look), useSession.subscribe(look)];
}
