/** The one row of what can be done with the thing that the inspector is about. */
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { Children, type ComponentProps, type MouseEvent, type ReactNode } from 'react';
import { t } from '../../i18n/translate';
import { IconButton } from '../button';
import { type MenuEntry, openMenu } from './floating-menu-store';

/** With more than these, only the first one has its word beside its symbol. */
const MOST_WORDS = 3;

export function ActionRow({ children }: { children: ReactNode }) {
  const count = Children.toArray(children).length;
  return (
    <div
      className="action-row"
      role="toolbar"
      aria-label={t('Actions')}
      data-crowded={count > MOST_WORDS || undefined}
    >
      {children}
    </div>
  );
}

type Press = Omit<ComponentProps<'button'>, 'type' | 'className' | 'children'>;

/** A symbol with its word; where the row is crowded, the word is its name and its tip. */
export function Action({
  Icon,
  word,
  tone = 'plain',
  ...press
}: Press & { Icon: LucideIcon; word: string; tone?: 'plain' | 'primary' }) {
  return (
    <button type="button" className={`button button-${tone} action`} title={word} {...press}>
      <Icon aria-hidden />
      <span className="action-word">{word}</span>
    </button>
  );
}

/** What is wanted less often, in a menu at the end of the row. */
export function MoreActions({ entries }: { entries: readonly MenuEntry[] }) {
  if (entries.length === 0) return null;
  const open = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    const { left, bottom } = currentTarget.getBoundingClientRect();
    openMenu({ title: t('More actions'), at: { x: left, y: bottom + 4 }, entries });
  };
  return (
    <IconButton name={t('More actions')} aria-haspopup="menu" onClick={open}>
      <Ellipsis />
    </IconButton>
  );
}
