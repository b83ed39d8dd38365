/** What stands at the right: the inspector with its edge, and below it messages and downloads. */
import { PanelRightOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { inspectorWidths } from '../../shared/contract/settings';
import { perform } from '../commands/perform';
import { shortcutTextOf } from '../commands/registry/registry';
import { useConsoles } from '../consoles/tabs/console-store';
import { useSelection } from '../document/store/selection';
import { hideInspector, isInspectorWanted, usePanels } from '../editor/navigation/panel-store';
import { showBesides } from '../editor/viewport/view-port';
import { JobStrip } from '../features/images/job-strip';
import { Inspector } from '../features/inspector/inspector';
import { changeSettings, useSettings } from '../i18n/settings';
import { t } from '../i18n/translate';
import { IconButton } from '../ui/button';
import { PanelEdge } from '../ui/panel-edge';
import { Toasts } from './toasts';

/** Longer than the second press of a double click takes: it must not meet the panel. In milliseconds. */
const APPEARS_AFTER_MS = 350;

export type InspectorPlace = 'beside' | 'over' | 'hidden';

/** Where the inspector is: in a narrow window over the drawing, once nothing is pressed any more. */
export function useInspectorPlace(): InspectorPlace {
  const { narrow, asked, pressed } = usePanels();
  const selected = useSelection(({ ids }) => ids.size);
  const fills = useConsoles((dock) => dock.fills);
  const wanted = useSettings((settings) =>
    isInspectorWanted(usePanels.getState(), settings, selected),
  );
  const [shown, setShown] = useState(wanted);
  const atOnce = !narrow || asked || !wanted;
  useEffect(() => {
    if (atOnce) setShown(wanted);
    if (atOnce || pressed || shown) return;
    const timer = setTimeout(() => setShown(true), APPEARS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted, atOnce, pressed, shown]);
  if (!wanted || (narrow && fills)) return 'hidden';
  if (!narrow) return 'beside';
  return shown || asked ? 'over' : 'hidden';
}

/** What the inspector would cover is moved beside it. */
function useClearView(place: InspectorPlace, width: number): void {
  const selected = useSelection(({ ids }) => ids);
  useEffect(() => {
    if (place === 'over' && selected.size === 1) showBesides([...selected][0]!, width);
  }, [place, selected, width]);
}

export function Side({ place }: { place: InspectorPlace }) {
  const inspector = useSettings((settings) => settings.inspector);
  useClearView(place, inspector.width);
  return (
    <div className="side">
      {place !== 'hidden' && (
        <PanelEdge
          label={t('Width of the inspector')}
          side="left"
          width={inspector.width}
          {...inspectorWidths}
          setWidth={(width) => changeSettings({ inspector: { ...inspector, width } })}
          fold={hideInspector}
        />
      )}
      <Inspector hidden={place === 'hidden'} />
      <JobStrip />
      <Toasts />
    </div>
  );
}

/** Brings the inspector back, in the corner of the drawing where it was. */
export function ShowInspector({ place }: { place: InspectorPlace }) {
  const fills = useConsoles((dock) => dock.fills);
  if (place !== 'hidden' || fills) return null;
  return (
    <div className="show-inspector">
      <IconButton
        name={t('Show inspector')}
        shortcut={shortcutTextOf('view.inspector')}
        onClick={() => perform('view.inspector')}
      >
        <PanelRightOpen />
      </IconButton>
    </div>
  );
}
