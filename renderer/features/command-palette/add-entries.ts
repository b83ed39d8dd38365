/** What can be added to the drawing, as entries to search and choose from. */

import { takesCable } from '../../document/edits/joined-node';
import { currentDocument } from '../../document/store/document-store';
import { addInFreePlace, goToAdded } from '../../editor/placing/add-node';
import { t } from '../../i18n/translate';
import { type Addable, addableKinds, kindViews } from '../../kinds/registry';
import type { PaletteEntry } from './palette-search';

type Act = (kind: Addable['kind']) => void;

function addEntry({ kind, name, hint }: Addable, label: string, act: Act): PaletteEntry {
  return {
    id: `add ${kind}`,
    section: 'add',
    label,
    alias: t(name),
    detail: t(hint),
    keys: [],
    symbol: kind,
    disabled: false,
    act: () => act(kind),
  };
}

/** For the command palette: what is chosen goes to a free place of the view. */
export function addToView(): PaletteEntry[] {
  return addableKinds.map((one) =>
    addEntry(one, t(one.name), (kind) => {
      addInFreePlace(kind);
      void goToAdded(kind);
    }),
  );
}

/** For a menu at a place. @param joined only what a cable can be put into */
export function addAtPlace(joined: boolean, act: Act): PaletteEntry[] {
  return addableKinds
    .filter(({ kind }) => !joined || takesCable(currentDocument(), kind))
    .map((one) => addEntry(one, t(kindViews[one.kind].title), act));
}
