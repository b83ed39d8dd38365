/** How the switches on screen look inside, as the service last sent it. */

import type { SwitchView } from '../../shared/lab/switch-view';
import { onEvent } from '../connection/client';
import { pageStore } from '../page/page-state';
import { useLab } from './lab-store';

const useViews = pageStore<{ views: ReadonlyMap<string, SwitchView> }>(() => ({
  views: new Map(),
}));

/** The inside of a running switch whose panel is open; undefined until it was sent. */
export function useSwitchView(id: string): SwitchView | undefined {
  const running = useLab(({ nodes }) => nodes[id]?.state === 'running');
  return useViews(({ views }) => (running ? views.get(id) : undefined));
}

/** Takes views as they come. */
export function subscribeSwitchViews(): void {
  onEvent('switch.viewed', ({ node, view }) =>
    useViews.setState(({ views }) => ({ views: new Map(views).set(node, view) })),
  );
  useLab.subscribe(({ nodes }) => {
    const { views } = useViews.getState();
    const left = [...views].filter(([id]) => nodes[id]?.state === 'running');
    if (left.length < views.size) useViews.setState({ views: new Map(left) });
  });
}
