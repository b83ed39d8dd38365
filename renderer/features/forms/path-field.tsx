/** A field for the path of an image, with a button to choose it from the library or any folder. */

import type { ImageKind } from '../../../shared/kinds/fields/image-kinds';
import { chooseImage } from '../../commands/actions/choose-file';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { type FieldText, TextField } from '../../ui/field';
import { raiseThrown } from '../../ui/notices';

export function PathField({
  value,
  commit,
  choose,
  images,
  formats,
  extensions,
  placeholder = t('None'),
  ...text
}: FieldText & {
  value: string;
  commit: (path: string) => string | null;
  /** The title of the picker. */
  choose: string;
  /** Kinds of images that fit. */
  images: readonly ImageKind[];
  /** Formats of those; empty for all. */
  formats: readonly string[];
  extensions: readonly string[];
  placeholder?: string;
}) {
  const pick = async () => {
    try {
      const path = await chooseImage(choose, images, extensions, value, formats);
      if (path !== null) commit(path);
    } catch (error) {
      raiseThrown(error);
    }
  };
  return (
    <TextField
      {...text}
      value={value}
      commit={commit}
      placeholder={placeholder}
      mono
      beside={
        <Button
          aria-label={t('Choose {{label}}', { label: text.label })}
          onClick={() => void pick()}
        >
          {t('Choose…')}
        </Button>
      }
    />
  );
}
