/**
 * What a person has chosen about the app itself: theme, language, sizes of panels, how the drawing behaves.
 * The service keeps it in a file of the user, because what a browser keeps is lost with the port that the
 * page came from. It belongs to the person; nothing of it is part of a document.
 */
import { z } from 'zod';
import { cableRoutes } from '../document/topology';
import { consoleIdSchema } from './console-id';
import { consoleSettingsSchema, usualConsoleSettings } from './console-settings';

/** In pixels. The smallest leaves its words room; the widest still leaves the drawing some. */
export const paletteWidths = { least: 150, most: 320, usual: 196 } as const;
export const inspectorWidths = { least: 240, most: 560, usual: 300 } as const;

const MAX_PIXELS = 10_000;
export const MAX_RECENT_CHOICES = 8;
export const MAX_CONSOLE_TIMES = 500;

const width = (limits: { least: number; most: number }) =>
  z.object({ open: z.boolean(), width: z.number().int().min(limits.least).max(limits.most) });

/** Each setting with the values that it may have. */
const fields = {
  theme: z.enum(['light', 'dark', 'system']),
  /** A tag such as `de`; empty for what the browser or the desktop speaks. */
  language: z.string().regex(/^[A-Za-z0-9-]{0,35}$/),
  /** Closed, it is a column of symbols. */
  palette: width(paletteWidths),
  inspector: width(inspectorWidths),
  /** Whether a section of the inspector is open, by its name; those that nobody touched are missing. */
  sections: z.record(z.string().max(40), z.boolean()),
  /** Height of the panel below the tabs of the dock in pixels; null until somebody chose one. */
  dockHeight: z.number().int().min(0).max(MAX_PIXELS).nullable(),
  canvas: z.object({
    /** Whether the points of the grid show. */
    grid: z.boolean(),
    /** Whether what is moved comes to rest on the grid. */
    snapGrid: z.boolean(),
    /** Whether a drag on a free place moves the view; else it selects with a rubber band. */
    hand: z.boolean(),
  }),
  overview: z.enum(['automatic', 'always', 'never']),
  /** Port labels on the drawing, and how new cables are drawn. */
  cables: z.object({ labels: z.boolean(), newRoute: z.enum(cableRoutes) }),
  /** What was chosen last in the command palette, the latest first. */
  recentChoices: z.array(z.string().max(300)).max(MAX_RECENT_CHOICES),
  console: consoleSettingsSchema,
  /** Consoles with times beside their lines. */
  consoleTimes: z.array(consoleIdSchema).max(MAX_CONSOLE_TIMES),
  /** Whether the steps for the first lab were put away for good. */
  firstStepsClosed: z.boolean(),
} as const;

const settingsSchema = z.object(fields);
export type Settings = z.infer<typeof settingsSchema>;
export type SettingsChange = Partial<Settings>;

/** Some of the settings. A message of the desktop may name one and give it no value. */
const changeSchema = settingsSchema.partial().transform((change): SettingsChange => {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
});

/** As they are for a new user. */
export const usualSettings: Settings = {
  theme: 'system',
  language: '',
  palette: { open: true, width: paletteWidths.usual },
  inspector: { open: true, width: inspectorWidths.usual },
  sections: {},
  dockHeight: null,
  canvas: { grid: true, snapGrid: false, hand: false },
  overview: 'automatic',
  cables: { labels: true, newRoute: 'straight' },
  recentChoices: [],
  console: usualConsoleSettings,
  consoleTimes: [],
  firstStepsClosed: false,
};

const names = Object.keys(fields) as (keyof Settings)[];

/**
 * Reads what was kept, by whatever version. A setting that is missing or is not understood is as it is for
 * a new user, and takes none of the others with it.
 */
export function readSettings(stored: unknown): Settings {
  const found = z.record(z.string(), z.unknown()).safeParse(stored).data ?? {};
  const known = names.flatMap((name) => {
    const value = Object.hasOwn(found, name) ? fields[name].safeParse(found[name]) : null;
    return value?.success ? [[name, value.data] as const] : [];
  });
  return { ...usualSettings, ...Object.fromEntries(known) };
}

/** The settings in which `now` differs from `before`. */
export function changedSettings(now: Settings, before: Settings): SettingsChange {
  const differs = (name: keyof Settings) =>
    now[name] !== before[name] && JSON.stringify(now[name]) !== JSON.stringify(before[name]);
  return Object.fromEntries(names.filter(differs).map((name) => [name, now[name]]));
}

export const settingsCalls = {
  'settings.get': { params: z.object({}), result: settingsSchema },
  /** Sets some of them, for this user and from now on. */
  'settings.change': {
    params: z.object({ change: changeSchema }),
    result: z.object({}),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const settingsEvents = {
  /** Another page, or another Vdelab of this user, changed some. */
  'settings.changed': z.object({ change: changeSchema }),
} as const satisfies Record<string, z.ZodType>;
