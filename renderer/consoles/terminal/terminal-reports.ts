/**
 * What a terminal sends by itself when a program asks it something: where the cursor is, which
 * terminal it is, its colours. A replay holds old questions; answering them again would type the
 * answers into the guest.
 */
const reports = [
  // Cursor position, status, device attributes, modes, window size.
  /^\x1b\[[?>=]?[\d;]*(?:R|n|c|\$y|t|x)$/,
  // Colours and other strings: operating system command, device control.
  /^\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)$/,
  // Focus came or went.
  /^\x1b\[[IO]$/,
];

/** Whether what a terminal sends is such an answer and not a key. */
export function isReport(data: string): boolean {
  return reports.some((report) => report.test(data));
}

/** The keyboard came: that says the one who has it, not the terminal by itself. */
const FOCUS_CAME = '\x1b[I';

/** Whether a program that asked is to hear it from one terminal only, however many pages show the console. */
export function isAnswer(data: string): boolean {
  return data !== FOCUS_CAME && isReport(data);
}

/** What a mouse does within a terminal, reported to a program that asked for it (SGR, URXVT). */
const mouse = /^\x1b\[(?:<[\d;]+[Mm]|M[\s\S]{3}|[\d;]+M)$/;

/** Whether this belongs to the one terminal that sends it, and to no other that types along. */
export function isOwnAnswer(data: string): boolean {
  return isReport(data) || mouse.test(data);
}
