/** How consoles look and behave; each change shows at once in all of them. */
import { useMemo } from 'react';
import {
  type ConsoleSettings,
  fontSizes,
  usualConsoleSettings,
} from '../../../shared/contract/console-settings';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { closeDialog } from '../../ui/dialogs';
import { CheckField, NumberField, SelectField, TextField } from '../../ui/field';
import { Modal } from '../../ui/modal';
import { changeConsoleSettings, useConsoleSettings } from '../tabs/console-settings';
import { fontFinding } from './fonts';

function options<V extends string>(words: Record<V, string>): { value: V; label: string }[] {
  return (Object.entries(words) as [V, string][]).map(([value, label]) => ({ value, label }));
}

const schemeOptions = () =>
  options<ConsoleSettings['scheme']>({
    app: t('As the app'),
    light: t('Light'),
    dark: t('Dark'),
    gruvbox: 'Gruvbox',
    dracula: 'Dracula',
    solarized: t('Solarized light'),
  });
const cursorOptions = () =>
  options<ConsoleSettings['cursor']>({
    block: t('Block'),
    bar: t('Bar'),
    underline: t('Underline'),
  });
const bellOptions = () =>
  options<ConsoleSettings['bell']>({
    none: t('Nothing'),
    mark: t('Mark on the tab'),
    sound: t('Mark and sound'),
  });

function change<K extends keyof ConsoleSettings>(name: K) {
  return (value: ConsoleSettings[K]): null => {
    changeConsoleSettings({ [name]: value });
    return null;
  };
}

/** A select gives any text; only what it offers is taken. */
function choose<K extends 'scheme' | 'cursor' | 'bell'>(
  name: K,
  offered: { value: ConsoleSettings[K] }[],
) {
  return (text: string): void => {
    const found = offered.find(({ value }) => value === text);
    if (found !== undefined) changeConsoleSettings({ [name]: found.value });
  };
}

function commitFont(text: string): string | null {
  if (!/^[\w\s,-]{0,200}$/.test(text)) return t('Names of fonts with commas between them.');
  changeConsoleSettings({ font: text.trim() });
  return null;
}

function Look({ settings }: { settings: ConsoleSettings }) {
  const schemes = schemeOptions();
  const cursors = cursorOptions();
  const finding = useMemo(() => fontFinding(settings.font), [settings.font]);
  return (
    <>
      <SelectField
        label={t('Colours')}
        value={settings.scheme}
        options={schemes}
        commit={choose('scheme', schemes)}
      />
      <TextField
        label={t('Font')}
        value={settings.font}
        placeholder={t('JetBrains Mono')}
        finding={finding}
        commit={commitFont}
      />
      <NumberField
        label={t('Font size')}
        unit="px"
        value={settings.fontSize}
        min={fontSizes.least}
        max={fontSizes.most}
        commit={change('fontSize')}
      />
      <NumberField
        label={t('Line height')}
        value={settings.lineHeight}
        min={1}
        max={2}
        whole={false}
        commit={change('lineHeight')}
      />
      <SelectField
        label={t('Cursor')}
        value={settings.cursor}
        options={cursors}
        commit={choose('cursor', cursors)}
      />
      <NumberField
        label={t('Lines to scroll back')}
        value={settings.scrollback}
        min={100}
        max={50_000}
        commit={change('scrollback')}
      />
    </>
  );
}

function Behaviour({ settings }: { settings: ConsoleSettings }) {
  const bells = bellOptions();
  return (
    <>
      <SelectField
        label={t('Bell')}
        value={settings.bell}
        options={bells}
        commit={choose('bell', bells)}
      />
      <CheckField
        label={t('Blinking cursor')}
        value={settings.blink}
        commit={(on) => changeConsoleSettings({ blink: on })}
      />
      <CheckField
        label={t('Copy what is selected')}
        value={settings.copyOnSelect}
        commit={(on) => changeConsoleSettings({ copyOnSelect: on })}
      />
      <CheckField
        label={t('Ask before pasting lines')}
        value={settings.askBeforePaste}
        commit={(on) => changeConsoleSettings({ askBeforePaste: on })}
      />
      <CheckField
        label={t('Paste line by line')}
        help={t('For serial lines that lose characters.')}
        value={settings.slowPaste}
        commit={(on) => changeConsoleSettings({ slowPaste: on })}
      />
      <CheckField
        label={t('Output for screen readers')}
        value={settings.screenReader}
        commit={(on) => changeConsoleSettings({ screenReader: on })}
      />
    </>
  );
}

export function ConsoleSettingsDialog() {
  const settings = useConsoleSettings();
  return (
    <Modal title={t('Console settings')} width="wide" onClose={closeDialog}>
      <div className="console-settings">
        <div className="console-settings-part">
          <Look settings={settings} />
        </div>
        <div className="console-settings-part">
          <Behaviour settings={settings} />
        </div>
      </div>
      <footer className="modal-footer">
        <Button onClick={() => changeConsoleSettings(usualConsoleSettings)}>
          {t('Reset to defaults')}
        </Button>
        <Button data-first tone="primary" onClick={closeDialog}>
          {t('Close')}
        </Button>
      </footer>
    </Modal>
  );
}
