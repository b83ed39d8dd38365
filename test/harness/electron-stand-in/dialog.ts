/** `dialog`: the test says beforehand what the user will answer. */
import { only } from './only';

/** What was shown, in order, with the options it was shown with. */
export const shown: { kind: string; options: unknown }[] = [];
/** Answers for the dialogs to come. */
export const answers: unknown[] = [];

function ask(kind: string) {
  return async (...args: unknown[]): Promise<unknown> => {
    shown.push({ kind, options: args.at(-1) });
    if (answers.length === 0) throw new Error(`The test has no answer for dialog.${kind}`);
    return answers.shift();
  };
}

export const dialog = only('dialog', {
  showMessageBox: ask('showMessageBox'),
  showOpenDialog: ask('showOpenDialog'),
  showSaveDialog: ask('showSaveDialog'),
  showErrorBox(title: string, content: string): void {
    shown.push({ kind: 'showErrorBox', options: { title, content } });
  },
});
