/** What lies over what on the canvas. Cables are at 0. */

/** Devices and notes. */
export const BEFORE = 1;
/** One that is selected, so that it can be seen and taken hold of. */
export const SELECTED_BEFORE = 1000;
export const FRAMES = -10;
/** Shapes and pictures, selected or not. */
export const BACKGROUND = -20;
