/** The menu of the desktop's window, as the page says that it shall be: the page has the commands. */
import { z } from 'zod';

const label = z.string().min(1).max(200);

const commandSchema = z.object({
  /** What comes back when it is chosen. */
  id: z.string().min(1).max(64),
  label,
  /** `Mod+Shift+Z`, to be shown: the page has the keys. */
  shortcut: z
    .string()
    .regex(/^(?:(?:Mod|Ctrl|Alt|Shift)\+)*(?:[!-~]|[A-Z][A-Za-z0-9]{1,20})$/)
    .optional(),
  enabled: z.boolean(),
  /** Only of what is on or off. */
  checked: z.boolean().optional(),
});

/** Between two groups there is a line. */
const groupsOf = <Item extends z.ZodType>(item: Item) => z.array(z.array(item).max(60)).max(20);

const submenuSchema = z.object({ label, groups: groupsOf(commandSchema) });

const menuSchema = z.object({
  /** Names it to the shell, which adds items of its own. */
  id: z.string().min(1).max(64),
  label,
  groups: groupsOf(z.union([commandSchema, submenuSchema])),
});

export type MenuCommand = z.infer<typeof commandSchema>;
export type DesktopMenu = z.infer<typeof menuSchema>;

export const desktopMenuCalls = {
  /** Replaces the menu; a shell without one refuses. Said again whenever something in it changes. */
  'menu.show': {
    params: z.object({ menus: z.array(menuSchema).max(20) }),
    result: z.object({}),
  },
} as const;

export const desktopMenuEvents = {
  /** A command given in the desktop's menu, by the id that the page gave it. */
  'command.given': z.object({ command: z.string().max(64) }),
} as const;
