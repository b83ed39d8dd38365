/**
 * The question before a lab that was not drawn here does something on this computer: each thing word for
 * word, with an answer of its own.
 */
import { BookOpen, Globe, PenLine, SquareTerminal } from 'lucide-react';
import { type MouseEvent, type ReactNode, useId, useState } from 'react';
import { type Effect, effects } from '../../../shared/kinds/permissions/field-table';
import type { NodeKind } from '../../../shared/kinds/registry';
import { visibleLine } from '../../../shared/text/visible-text';
import { formatNames, type Permission } from '../../../shared/trust/permissions';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { Button } from '../../ui/button';
import { closeDialog, type PermissionsAnswer } from '../../ui/dialogs';
import { Modal } from '../../ui/modal';
import { VisibleText } from '../../ui/visible-text';

const effectIcons: Record<Effect, ReactNode> = {
  runs: <SquareTerminal />,
  writes: <PenLine />,
  reads: <BookOpen />,
  reaches: <Globe />,
};

function effectTitle(effect: Effect): string {
  switch (effect) {
    case 'runs':
      return t('Runs');
    case 'writes':
      return t('Writes');
    case 'reads':
      return t('Reads');
    case 'reaches':
      return t('Opens a way');
  }
}

/** A longer text scrolls in its box; that it does is said. */
const SEEN_AT_ONCE = 8;

function PermissionRow({
  permission,
  isGranted,
  change,
}: {
  permission: Permission;
  isGranted: boolean;
  change: (isGranted: boolean) => void;
}) {
  const { nodes, kind, how, what } = permission;
  const names = formatNames(nodes);
  const lines = what.split('\n').length;
  const id = useId();
  return (
    <section className="permission" aria-label={visibleLine(names)}>
      <input
        id={id}
        type="checkbox"
        checked={isGranted}
        onChange={(event) => change(event.target.checked)}
      />
      <label htmlFor={id} title={visibleLine(nodes.map(({ name }) => name).join(', '))}>
        <KindSymbol kind={kind as NodeKind} size={18} />
        <span className="permission-names">
          <VisibleText text={names} />
        </span>{' '}
        <span className="permission-how">
          <VisibleText text={how} />
          {lines > SEEN_AT_ONCE && `, ${t('{{count}} lines', { count: lines })}`}
        </span>
      </label>
      <pre>
        <VisibleText text={what} />
      </pre>
    </section>
  );
}

/** How much there is of each, before it is scrolled to. */
function Overview({ groups }: { groups: readonly Group[] }) {
  const show = (event: MouseEvent<HTMLElement>, effect: Effect) =>
    event.currentTarget
      .closest('dialog')
      ?.querySelector(`[data-effect="${effect}"]`)
      ?.scrollIntoView();
  return (
    <nav className="permissions-overview" aria-label={t('What it would do, by kind')}>
      {groups.map(([effect, { length }]) => (
        <Button key={effect} tone="quiet" onClick={(event) => show(event, effect)}>
          {effectIcons[effect]}
          {effectTitle(effect)} <span className="permission-count">{length}</span>
        </Button>
      ))}
    </nav>
  );
}

interface Answers {
  has(key: string): boolean;
  change(keys: readonly string[], isGranted: boolean): void;
}

function EffectGroup({
  effect,
  permissions,
  answers,
}: {
  effect: Effect;
  permissions: readonly Permission[];
  answers: Answers;
}) {
  const keys = permissions.map(({ key }) => key);
  const granted = keys.filter((key) => answers.has(key)).length;
  const title = effectTitle(effect);
  return (
    <section className="permission-group" data-effect={effect} aria-label={title}>
      <h3>
        {effectIcons[effect]}
        {title}
        <span className="permission-count">
          {t('{{granted}} of {{total}}', { granted, total: keys.length })}
        </span>
        {keys.length > 1 && (
          <Button
            tone="quiet"
            aria-label={t('All or none of “{{title}}”', { title })}
            onClick={() => answers.change(keys, granted < keys.length)}
          >
            {granted < keys.length ? t('All') : t('None')}
          </Button>
        )}
      </h3>
      {permissions.map((permission) => (
        <PermissionRow
          key={permission.key}
          permission={permission}
          isGranted={answers.has(permission.key)}
          change={(isGranted) => answers.change([permission.key], isGranted)}
        />
      ))}
    </section>
  );
}

type Group = readonly [effect: Effect, permissions: readonly Permission[]];

function groupsOf(permissions: readonly Permission[]): Group[] {
  const groups = effects.map(
    (effect): Group => [effect, permissions.filter((one) => one.effect === effect)],
  );
  return groups.filter(([, some]) => some.length > 0);
}

/** How many of the nodes that ask would not be started. */
function leftOut(permissions: readonly Permission[], granted: ReadonlySet<string>): number {
  const refused = permissions.filter(({ key }) => !granted.has(key));
  return new Set(refused.flatMap(({ nodes }) => nodes.map(({ id }) => id))).size;
}

export function PermissionsDialog({
  permissions,
  answer,
}: {
  permissions: readonly Permission[];
  answer: (answer: PermissionsAnswer | null) => void;
}) {
  const [granted, setGranted] = useState<ReadonlySet<string>>(
    () => new Set(permissions.map(({ key }) => key)),
  );
  const [remember, setRemember] = useState(true);
  const answers: Answers = {
    has: (key) => granted.has(key),
    change: (keys, isGranted) => {
      const others = [...granted].filter((key) => !keys.includes(key));
      setGranted(new Set(isGranted ? [...others, ...keys] : others));
    },
  };
  const refused = leftOut(permissions, granted);
  const groups = groupsOf(permissions);
  return (
    <Modal title={t('Run the machines of this lab?')} width="wide" onClose={closeDialog}>
      <p>
        {t(
          'This was not drawn here. On your computer, as you, it would do what stands below. Read it, and take away the tick from what it must not do.',
        )}
      </p>
      {groups.length > 1 && <Overview groups={groups} />}
      <section
        className="permissions"
        aria-label={t('What it would do')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys
        tabIndex={0}
        data-first
      >
        {groups.map(([effect, some]) => (
          <EffectGroup key={effect} effect={effect} permissions={some} answers={answers} />
        ))}
      </section>
      <p className="permissions-left" role="status">
        {refused === 0 ? '' : t('{{count}} nodes will not be started.', { count: refused })}
      </p>
      <footer className="modal-footer">
        <label className="check permissions-remember">
          <input
            type="checkbox"
            checked={remember}
            onChange={(event) => setRemember(event.target.checked)}
          />
          {t('Remember for this lab')}
        </label>
        <Button onClick={closeDialog}>{t('Cancel')}</Button>
        <Button
          tone="danger"
          disabled={granted.size === 0}
          onClick={() => answer({ granted, remember })}
        >
          {t('Run them')}
        </Button>
      </footer>
    </Modal>
  );
}
