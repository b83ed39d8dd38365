/** Which dialog is open. Each question is a promise of its answer; a new one answers the old with null. */
import type { TopologyDocument } from '../../shared/document/topology';
import type { ImageKind } from '../../shared/kinds/fields/image-kinds';
import type { Permission } from '../../shared/trust/permissions';
import { pageStore } from '../page/page-state';

export interface Question {
  title: string;
  text: string;
  /** What it is about, shown word for word below the text. */
  blocks?: readonly { title: string; lines: string }[];
  /** The button that goes on with what was asked for. */
  confirm: string;
  /** A second way to go on, such as saving first. */
  other?: string;
  danger?: boolean;
}

export interface FileQuestion {
  mode: 'open' | 'save';
  title: string;
  /** Without dots; empty shows all files. */
  extensions: readonly string[];
  directory: string;
  /** The file name that the save field starts with. */
  suggestion: string;
}

export interface ImageQuestion {
  title: string;
  /** Only images of these kinds are offered. */
  kinds: readonly ImageKind[];
  /** Of these only the ones in these formats; empty for all. */
  formats: readonly string[];
}

/** An image's path, or `file` to be asked for a file instead. */
export type ImageAnswer = { path: string } | 'file' | null;

/** A text that is about to be pasted into so many consoles. */
export interface PasteQuestion {
  text: string;
  receivers: number;
}

export interface PasteAnswer {
  text: string;
  dontAskAgain: boolean;
}

/** A part of a drawing that is about to become a template. */
export interface TemplateToBe {
  fragment: TopologyDocument;
}

/** What the user lets a lab do, and whether that holds when it is opened again. */
export interface PermissionsAnswer {
  granted: ReadonlySet<string>;
  remember: boolean;
}

export type Answer = 'confirm' | 'other' | null;

type OpenDialog =
  | { kind: 'question'; question: Question; answer: (answer: Answer) => void }
  | { kind: 'files'; question: FileQuestion; answer: (path: string | null) => void }
  | {
      kind: 'images';
      question: ImageQuestion | null;
      answer: (answer: ImageAnswer) => void;
    }
  | { kind: 'paste'; question: PasteQuestion; answer: (answer: PasteAnswer | null) => void }
  | {
      kind: 'permissions';
      permissions: readonly Permission[];
      answer: (answer: PermissionsAnswer | null) => void;
    }
  | { kind: 'report'; node: string }
  | { kind: 'templateForm'; template: TemplateToBe }
  | { kind: 'template'; id: string }
  | { kind: 'pattern' }
  | { kind: 'addMany' }
  | { kind: 'parts' }
  | { kind: 'shortcuts' }
  | { kind: 'examples' }
  | { kind: 'commands' }
  | { kind: 'about' }
  | { kind: 'bug' }
  | { kind: ConsoleDialog };

/** Dialogs about consoles, see renderer/console/. */
type ConsoleDialog = 'broadcast' | 'console-search' | 'console-settings';

export const useDialog = pageStore<{ dialog: OpenDialog | null }>(() => ({ dialog: null }));

function open(dialog: OpenDialog): void {
  closeDialog();
  useDialog.setState({ dialog });
}

/** Closes the open dialog without an answer. */
export function closeDialog(): void {
  const { dialog } = useDialog.getState();
  useDialog.setState({ dialog: null });
  if (dialog !== null && 'answer' in dialog) dialog.answer(null);
}

function answered<T>(settle: (answer: T) => void): (answer: T) => void {
  return (answer) => {
    useDialog.setState({ dialog: null });
    settle(answer);
  };
}

export function ask(question: Question): Promise<Answer> {
  return new Promise((resolve) => open({ kind: 'question', question, answer: answered(resolve) }));
}

export function askForFile(question: FileQuestion): Promise<string | null> {
  return new Promise((resolve) => open({ kind: 'files', question, answer: answered(resolve) }));
}

/** Has an image chosen from the library. */
export function askForImage(question: ImageQuestion): Promise<ImageAnswer> {
  return new Promise((resolve) => open({ kind: 'images', question, answer: answered(resolve) }));
}

/** Shows the library of images. */
export function showImages(): void {
  open({ kind: 'images', question: null, answer: closeDialog });
}

/** Asks about a text that is about to be pasted; the answer may be another text. */
export function askAboutPaste(question: PasteQuestion): Promise<PasteAnswer | null> {
  return new Promise((resolve) => open({ kind: 'paste', question, answer: answered(resolve) }));
}

/** Shows what a lab would do on this computer and has it answered. */
export function askForPermissions(
  permissions: readonly Permission[],
): Promise<PermissionsAnswer | null> {
  return new Promise((resolve) =>
    open({ kind: 'permissions', permissions, answer: answered(resolve) }),
  );
}

type PlainDialog =
  | 'parts'
  | 'shortcuts'
  | 'examples'
  | 'commands'
  | 'about'
  | 'bug'
  | 'pattern'
  | 'addMany'
  | ConsoleDialog;

export function showDialog(kind: PlainDialog): void {
  open({ kind });
}

/** Shows how the latest start of a node went. */
export function showReport(node: string): void {
  open({ kind: 'report', node });
}

/** Asks for the name of a new template. */
export function showTemplateForm(template: TemplateToBe): void {
  open({ kind: 'templateForm', template });
}

/** Shows a template of the palette, to be changed or deleted. */
export function showTemplate(id: string): void {
  open({ kind: 'template', id });
}
