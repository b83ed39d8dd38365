/** How consoles look and behave, as the user chose. */
import { z } from 'zod';

const schemeNames = ['light', 'dark', 'gruvbox', 'dracula', 'solarized'] as const;
export type SchemeName = (typeof schemeNames)[number];

export const fontSizes = { least: 8, most: 32, usual: 13 } as const;

/** Whatever cannot be read of what was remembered is as it is for a new user. */
export const consoleSettingsSchema = z.object({
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

export type ConsoleSettings = z.infer<typeof consoleSettingsSchema>;

export const usualConsoleSettings: ConsoleSettings = consoleSettingsSchema.parse({});
