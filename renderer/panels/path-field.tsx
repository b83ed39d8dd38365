/** A field for a path on this host, with a button that opens a file picker. */
import { chooseFile } from '../commands/choose-file';
import { raiseThrown } from '../session/notices';
import { Button } from '../ui/button';
import { type FieldText, TextField } from '../ui/field';

export function PathField({
  value,
  commit,
  choose,
  extensions,
  placeholder = 'None',
  ...text
}: FieldText & {
  value: string;
  commit: (path: string) => string | null;
  /** The title of the picker. */
  choose: string;
  extensions: readonly string[];
  placeholder?: string;
}) {
  const pick = async () => {
    try {
      const path = await chooseFile(choose, extensions, value);
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
        <Button aria-label={`Choose ${text.label}`} onClick={() => void pick()}>
          Choose…
        </Button>
      }
    />
  );
}
