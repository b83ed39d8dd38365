/**
 * A modal dialog: the browser's own <dialog>, so that focus stays inside and Escape closes it. What bears
 * `data-first` gets the focus, else the dialog itself.
 */

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../i18n/translate';
import { IconButton } from './button';
import { giveFocusBack } from './given-focus';

export function Modal({
  title,
  width = 'normal',
  onClose,
  children,
}: {
  title: string;
  width?: 'normal' | 'wide';
  onClose: () => void;
  children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>('[data-first]') ?? dialog).focus();
  }, []);
  // Closed before it goes, the browser gives the focus back to where it was before.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => giveFocusBack(() => dialog?.close());
  }, []);
  return (
    <dialog
      ref={element}
      className={`modal modal-${width}`}
      tabIndex={-1}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="modal-header">
        <h2 id={heading}>{title}</h2>
        <IconButton name={t('Close')} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {children}
    </dialog>
  );
}
