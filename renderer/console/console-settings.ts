/** How consoles look and behave, as the user chose; remembered in this browser and applied to all at once. */
import { z } from 'zod';
import { create } from 'zustand';
import { schemeNames } from './terminal-schemes';

export const fontSizes = { least: 8, most: 32, usual: 13 } as const;

/** Whatever cannot be read of what was remembered is as it is for a new user. */
const settingsSchema = z.object({
  /** CSS names of fonts; empty for the app's own. Names only, for they become part of a style sheet. */
  font: z
    .string()
    .regex(/^[\w\s,-]{0,200}$/)
    .catch(''),
  /** In pixels. */
  fontSize: z.number().int().min(fontSizes.least).max(fontSizes.most).catch(fontSizes.usual),
  /** As a multiple of the font's height. */
  lineHeight: z.number().min(1).max(2).catch(1.25),
  scheme: z.enum(['app', ...schemeNames]).catch('app'),
  cursor: z.enum(['block', 'bar', 'underline']).catch('block'),
  blink: z.boolean().catch(true),
  /** In lines. */
  scrollback: z.number().int().min(100).max(50_000).catch(10_000),
  bell: z.enum(['none', 'mark', 'sound']).catch('mark'),
  screenReader: z.boolean().catch(false),
  copyOnSelect: z.boolean().catch(false),
  askBeforePaste: z.boolean().catch(true),
  slowPaste: z.boolean().catch(false),
});

export type ConsoleSettings = z.infer<typeof settingsSchema>;

const KEY = 'vdelab.console.settings';

/** Reads what was remembered; anything else gives the usual settings. */
export function readSettings(text: string | null): ConsoleSettings {
  try {
    return settingsSchema.parse(JSON.parse(text ?? '{}'));
  } catch {
    // Not JSON, or no object: as if nothing had been remembered.
    return settingsSchema.parse({});
  }
}

export const useConsoleSettings = create<ConsoleSettings>(() =>
  readSettings(globalThis.localStorage?.getItem(KEY) ?? null),
);

export function changeSettings(change: Partial<ConsoleSettings>): void {
  useConsoleSettings.setState(change);
  globalThis.localStorage?.setItem(KEY, JSON.stringify(useConsoleSettings.getState()));
}

/** @param step in pixels; null for the usual size */
export function zoomText(step: number | null): void {
  const { fontSize } = useConsoleSettings.getState();
  const wanted = step === null ? fontSizes.usual : fontSize + step;
  changeSettings({ fontSize: Math.max(fontSizes.least, Math.min(fontSizes.most, wanted)) });
}
