/** The bar at the top: menus, the lab's name, undo and redo, start and stop. */

import {
  ChevronDown,
  HardDrive,
  Monitor,
  Moon,
  Play,
  Redo2,
  Save,
  Search,
  Square,
  Sun,
  Undo2,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { type CommandId, commands } from '../../shared/contract/commands';
import { perform } from '../commands/actions';
import { useEnabled } from '../commands/use-enabled';
import { renameDocument } from '../document/edits/edits';
import { currentDocument, edit, useDocument } from '../document/store/document-store';
import { ProblemCount } from '../features/problems/problem-count';
import { t } from '../i18n/translate';
import { labProgress } from '../lab/lab-actions';
import { useLab } from '../lab/lab-store';
import { AppMark } from '../ui/app-mark';
import { Button, IconButton } from '../ui/button';
import { shortcutText } from '../ui/keys/shortcuts';
import { changeTheme, type ThemeChoice, themeLabels, useTheme } from '../ui/theme';
import { useFit } from './fit-bar';
import { MenuBar } from './menu-bar';

function CommandIcon({ id, children }: { id: CommandId; children: ReactNode }) {
  const enabled = useEnabled(id);
  const { label, shortcut } = commands[id];
  return (
    <IconButton
      name={t(label)}
      shortcut={shortcutText(shortcut)}
      disabled={!enabled}
      onClick={() => perform(id)}
    >
      {children}
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

function RunButtons() {
  const canStart = useEnabled('lab.startAll');
  const canStop = useEnabled('lab.stopAll');
  return (
    <>
      <Button
        tone="primary"
        disabled={!canStart}
        title={t('Start all (F5)')}
        onClick={() => perform('lab.startAll')}
      >
        <Play /> <span>{t('Start all')}</span>
      </Button>
      <Button
        disabled={!canStop}
        title={t('Stop all (Shift+F5)')}
        onClick={() => perform('lab.stopAll')}
      >
        <Square /> <span>{t('Stop all')}</span>
      </Button>
    </>
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
        <CommandIcon id="file.save">
          <Save />
        </CommandIcon>
        <CommandIcon id="edit.undo">
          <Undo2 />
        </CommandIcon>
        <CommandIcon id="edit.redo">
          <Redo2 />
        </CommandIcon>
        <span className="history-button" data-history-menu>
          <CommandIcon id="edit.history">
            <ChevronDown />
          </CommandIcon>
        </span>
        <CommandIcon id="view.commands">
          <Search />
        </CommandIcon>
        <CommandIcon id="file.images">
          <HardDrive />
        </CommandIcon>
      </div>
      <div className="lab-title">
        <LabName name={name} />
        <Progress />
      </div>
      <ProblemCount />
      <div className="tool-group" role="toolbar" aria-label={t('Run')}>
        <RunButtons />
        <ThemeSwitch />
      </div>
    </header>
  );
}
