/** Focus that goes back to where it was when something that lay over the page is closed: nobody led it there. */
let giving = false;

/** Gives the focus back. @param give what does so */
export function giveFocusBack(give: () => void): void {
  giving = true;
  try {
    give();
  } finally {
    giving = false;
  }
}

/** Whether the focus that is moving now is being given back. */
export function isGivenBack(): boolean {
  return giving;
}
