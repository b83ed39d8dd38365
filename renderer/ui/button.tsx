/** Buttons of the app: with words, or with an icon and an accessible name. */
import type { ComponentProps, ReactNode } from 'react';

type NativeButton = Omit<ComponentProps<'button'>, 'type' | 'className'> & { 'data-first'?: true };

export function Button({
  tone = 'plain',
  ...rest
}: NativeButton & { tone?: 'plain' | 'primary' | 'danger' | 'quiet' }) {
  return <button type="button" className={`button button-${tone}`} {...rest} />;
}

export function IconButton({
  name,
  shortcut = '',
  children,
  ...rest
}: NativeButton & { name: string; shortcut?: string; children: ReactNode }) {
  const title = shortcut === '' ? name : `${name} (${shortcut})`;
  return (
    <button type="button" className="icon-button" aria-label={name} title={title} {...rest}>
      {children}
    </button>
  );
}
