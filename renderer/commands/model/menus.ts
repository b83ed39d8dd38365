/** The menus of the bar with their groups, in order, and the menus within them: a command names its place among these. */
import { t } from '../../i18n/translate';

interface Menu {
  readonly title: string;
  /** Between two groups there is a line. */
  readonly groups: readonly string[];
}

export const menus = {
  file: { title: t('File'), groups: ['open', 'save', 'library', 'export'] },
  edit: { title: t('Edit'), groups: ['undo', 'clipboard', 'change', 'select'] },
  arrange: { title: t('Arrange'), groups: ['align', 'space', 'layout', 'lock'] },
  lab: { title: t('Lab'), groups: ['all', 'selection', 'consoles'] },
  view: { title: t('View'), groups: ['find', 'zoom', 'drawing', 'looks', 'panels'] },
  console: { title: t('Consoles'), groups: ['consoles', 'panes', 'maximise', 'close'] },
  help: { title: t('Help'), groups: ['help'] },
} as const satisfies Record<string, Menu>;

/** Menus within menus: with all of its commands in one list a menu would be higher than a small screen. */
export const submenus = {
  select: { title: t('Select'), groups: ['select'], within: 'edit/select' },
  cables: { title: t('Cables'), groups: ['cables', 'route', 'points'], within: 'edit/change' },
  groups: { title: t('Groups'), groups: ['groups'], within: 'edit/select' },
  layout: { title: t('Lay out'), groups: ['layout'], within: 'arrange/layout' },
  zoom: { title: t('Zoom'), groups: ['zoom'], within: 'view/zoom' },
  go: { title: t('Go to'), groups: ['here', 'problems', 'ends', 'areas'], within: 'view/drawing' },
  panes: {
    title: t('Tabs and panes'),
    groups: ['split', 'detach', 'move'],
    within: 'console/panes',
  },
} as const satisfies Record<string, Menu & { readonly within: PlaceIn<typeof menus> }>;

export type MenuName = keyof typeof menus;
export type SubmenuName = keyof typeof submenus;

type PlaceIn<Menus extends Record<string, Menu>> = {
  [Name in keyof Menus & string]: `${Name}/${Menus[Name]['groups'][number]}`;
}[keyof Menus & string];

/** A group of a menu, `edit/clipboard`. */
export type MenuPlace = PlaceIn<typeof menus> | PlaceIn<typeof submenus>;

/** The menu of the bar that leads to the place, directly or by a menu within it. */
export function menuOf(place: MenuPlace): MenuName {
  const [name] = place.split('/') as [MenuName | SubmenuName];
  return name in submenus ? menuOf(submenus[name as SubmenuName].within) : (name as MenuName);
}
