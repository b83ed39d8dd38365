/** Gives the keyboard to what is shown in a tab, whenever the dock asks for it. */

import { useEffect } from 'react';
import { pageState } from '../../page/page-state';
import { useConsoles } from './console-store';

/** The last request that was answered, by whichever tab: the next one to come to the front must not. */
const requestsOf = pageState(() => ({ answered: 0 }));

/** @param tab the tab that shows the content; only the one that the person works in is given it */
export function useFocus(content: { focus(): void } | null, tab: string, visible: boolean): void {
  const isActive = useConsoles(({ active }) => active === tab);
  const requests = useConsoles(({ focusRequests }) => focusRequests);
  useEffect(() => {
    if (content === null || !visible || !isActive || requests === requestsOf().answered) return;
    requestsOf().answered = requests;
    content.focus();
  }, [content, visible, isActive, requests]);
}
