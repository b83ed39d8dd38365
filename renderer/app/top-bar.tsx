/** The bar at the top: menus, the lab's name, undo and redo, start and stop. */

import { ChevronDown, Monitor, Moon, Search, Sun } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { perform } from '../commands/perform';
import {
  type CommandId,
  commands,
  commandTitle,
  shortcutTextOf,
} from '../commands/registry/registry';
import { useEnabled } from '../commands/registry/use-command';
import { renameDocument } from '../document/edits/edits';
import { currentDocument, edit, useDocument } from '../document/store/document-store';
import { ProblemCount } from '../features/problems/problem-count';
import { t } from '../i18n/translate';
import { labProgress } from '../lab/lab-actions';
import { useLab } from '../lab/lab-store';
import { AppMark } from '../ui/app-mark';
import { Button, IconButton } from '../ui/button';
import { changeTheme, type ThemeChoice, themeLabels, useTheme } from '../ui/theme';
import { useFit } from './fit-bar';
import { MenuBar } from './menu-bar';

/** @param children a symbol where it is not the command's own */
function CommandIcon({ id, children }: { id: CommandId; children?: ReactNode }) {
  const enabled = useEnabled(id);
  const { label, icon: Icon } = commands[id];
  return (
    <IconButton
      name={label}
      shortcut={shortcutTextOf(id)}
      disabled={!enabled}
      onClick={() => perform(id)}
    >
      {children ?? (Icon !== undefined && <Icon />)}
    </IconButton>
  );
}

function LabName({ name }: { name: string }) {
  const dirty = useDocument((state) => state.dirty);
  const path = useDocument((state) => state.path);
  return (
    <div className="lab-name">
      <input
        key={name}
        aria-label={t('Name of the lab')}
        title={path ?? t('Not saved to a file yet')}
        defaultValue={name}
        maxLength={100}
        spellCheck={false}
        size={Math.max(8, Math.min(name.length, 32))}
        onBlur={({ currentTarget }) =>
          edit(t('Rename the lab'), renameDocument(currentDocument(), currentTarget.value))
        }
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur();
        }}
      />
      <span
        className="unsaved-dot"
        data-dirty={dirty}
        role="img"
        aria-label={dirty ? t('Unsaved changes') : t('All changes saved')}
        title={dirty ? t('Unsaved changes') : t('All changes saved')}
      />
    </div>
  );
}

function Progress() {
  const document = useDocument((state) => state.document);
  useLab((lab) => lab.nodes);
  const { devices, running, moving, failed } = labProgress(document);
  if (running + moving + failed === 0) return <output className="lab-progress" />;
  return (
    <output className="lab-progress" data-moving={moving > 0} data-failed={failed > 0}>
      <span className="progress-words">
        {t('{{running}} of {{devices}} running', { running, devices })}
        {failed > 0 && (
          <span className="progress-failed">{t(', {{failed}} failed', { failed })}</span>
        )}
      </span>
      <progress aria-label={t('Running nodes')} max={Math.max(devices, 1)} value={running} />
    </output>
  );
}

const themes: Record<ThemeChoice, ReactNode> = {
  light: <Sun />,
  dark: <Moon />,
  system: <Monitor />,
};

function ThemeSwitch() {
  const choice = useTheme((state) => state.choice);
  return (
    <IconButton
      name={t('Theme: {{choice}}', { choice: t(themeLabels[choice]) })}
      onClick={changeTheme}
    >
      {themes[choice]}
    </IconButton>
  );
}

function RunButton({ id, tone = 'plain' }: { id: CommandId; tone?: 'plain' | 'primary' }) {
  const { label, icon: Icon } = commands[id];
  return (
    <Button
      tone={tone}
      disabled={!useEnabled(id)}
      title={commandTitle(id)}
      onClick={() => perform(id)}
    >
      {Icon !== undefined && <Icon />} <span>{label}</span>
    </Button>
  );
}

export function TopBar() {
  const bar = useRef<HTMLElement>(null);
  // The bar itself is drawn anew when the name of the lab is, because it must then be fitted.
  const name = useDocument(({ document }) => document.name);
  useFit(bar);
  return (
    <header className="top-bar" ref={bar}>
      <AppMark />
      <MenuBar />
      <div className="tool-group edit-tools" role="toolbar" aria-label={t('Edit')}>
        <CommandIcon id="file.save" />
        <CommandIcon id="edit.undo" />
        <CommandIcon id="edit.redo" />
        <span className="history-button" data-history-menu>
          <CommandIcon id="edit.history">
            <ChevronDown />
          </CommandIcon>
        </span>
        <CommandIcon id="view.commands">
          <Search />
        </CommandIcon>
        <CommandIcon id="file.images" />
      </div>
      <div className="lab-title">
        <LabName name={name} />
        <Progress />
      </div>
      <ProblemCount />
      <div className="tool-group" role="toolbar" aria-label={t('Run')}>
        <RunButton id="lab.startAll" tone="primary" />
        <RunButton id="lab.stopAll" />
        <ThemeSwitch />
      </div>
    </header>
  );
}
