/** Fields with a text in them: their keys and their clipboard are their own. */
const NO_TEXT = '[type="checkbox"], [type="radio"], [type="range"], [type="color"]';

export const TYPING = `input:not(${NO_TEXT}), textarea, select, [contenteditable="true"]`;
