/** Gives the keyboard to what is shown in a tab, whenever the dock asks for it. */
import { useEffect, useRef } from 'react';
import { useConsoles } from './console-store';

export function useFocus(content: { focus(): void } | null, visible: boolean): void {
  const requests = useConsoles(({ focusRequests }) => focusRequests);
  const answered = useRef(0);
  useEffect(() => {
    // A request that another tab answered must not count when this one comes to the front.
    if (!visible) answered.current = requests;
    if (content === null || !visible || requests === answered.current) return;
    answered.current = requests;
    content.focus();
  }, [content, visible, requests]);
}
