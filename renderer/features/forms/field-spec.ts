/** What a field of a form is, as data, and the fields that many kinds of nodes have. */
import type { ImageKind } from '../../../shared/kinds/fields/image-kinds';
import type { Option } from '../../ui/field';

interface SpecBase {
  field: string;
  label: string;
  help?: string;
  /** What to say when the schema refuses the value. */
  wrong?: string;
}

export type FieldSpec = SpecBase &
  (
    | { type: 'text'; placeholder?: string; mono?: boolean }
    | { type: 'number'; min: number; max: number; unit?: string }
    | { type: 'check' }
    | { type: 'lines'; rows: number; placeholder?: string }
    | {
        type: 'path';
        choose: string;
        /** Kinds of images of the library that fit. */
        images: readonly ImageKind[];
        /** Only those in these formats. */
        formats?: readonly string[];
        extensions: readonly string[];
        placeholder?: string;
      }
    | { type: 'select'; options: readonly Option[] }
    | { type: 'colour' }
    | { type: 'architecture' }
    | { type: 'cards' }
    | { type: 'disks' }
    | { type: 'umlKernel' }
    | { type: 'vboxMachine' }
    | { type: 'forwards' }
    | { type: 'bridge' }
    | { type: 'locator' }
  );

export const oneLine = 'One line of text, and not too long.';

export const name: FieldSpec = {
  type: 'text',
  field: 'name',
  label: 'Name',
  wrong: 'A name of 1 to 40 characters.',
};

export const cards: FieldSpec = { type: 'cards', field: 'cards', label: 'Network cards' };
