/** Copies a text to the clipboard and says that it did. */

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../i18n/translate';
import { IconButton } from './button';
import { raise } from './notices';

const SHOWN_MS = 1_600;

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    raise({
      code: 'permission',
      message: t('The text could not be copied.'),
      next: t('Select it with the mouse and copy it with Ctrl+C.'),
      detail: String(error),
    });
    return false;
  }
}

export function CopyButton({ text, name }: { text: string; name: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      name={copied ? t('Copied') : name}
      onClick={async () => setCopied(await copy(text))}
    >
      {copied ? <Check /> : <Copy />}
    </IconButton>
  );
}
