/** Focus that goes back to where it was when something that lay over the page is closed: nobody led it there. */
import { pageState } from '../page/page-state';

const focus = pageState(() => ({ isGiving: false }));

/** Gives the focus back. @param give what does so */
export function giveFocusBack(give: () => void): void {
  const state = focus();
  state.isGiving = true;
  try {
    give();
  } finally {
    state.isGiving = false;
  }
}

/** Whether the focus that is moving now is being given back. */
export function isGivenBack(): boolean {
  return focus().isGiving;
}
