/** Keeps a press that was meant for what a button did a moment ago from doing something else. */
import { useEffect, useState } from 'react';

/** Longer than a person needs to see the change and hold the press back, and than a double click. */
const SETTLE_MS = 600;

/** Whether the meaning has been the same for a while, or since the button appeared. */
function useSettled(meaning: string): boolean {
  const [known, setKnown] = useState({ meaning, isSettled: true });
  // While it is drawn, not in an effect: no press comes between the new words and the guard.
  if (known.meaning !== meaning) setKnown({ meaning, isSettled: false });
  useEffect(() => {
    if (known.isSettled) return undefined;
    const timer = setTimeout(() => setKnown({ ...known, isSettled: true }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [known]);
  return known.isSettled && known.meaning === meaning;
}

/**
 * What a button needs whose meaning changes by itself: presses are ignored until the new one has
 * settled. It is not disabled meanwhile, which would take the keyboard's focus from it.
 */
export function useSettledPress(meaning: string, press: () => void) {
  const isSettled = useSettled(meaning);
  return {
    'aria-disabled': !isSettled || undefined,
    onClick: () => {
      if (isSettled) press();
    },
  };
}
