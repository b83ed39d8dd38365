/** Lining up, spacing out and laying out what is selected, as small buttons. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Grid3x3,
  Lock,
  type LucideIcon,
  Network,
  Orbit,
  Waypoints,
} from 'lucide-react';
import { perform } from '../../commands/perform';
import { type CommandId, shortcutTextOf } from '../../commands/registry/registry';
import { useCommandLabel, useEnabled } from '../../commands/registry/use-command';
import { t } from '../../i18n/translate';
import { IconButton } from '../../ui/button';

const rows: readonly (readonly [CommandId, LucideIcon][])[] = [
  [
    ['arrange.left', AlignStartVertical],
    ['arrange.centre', AlignCenterVertical],
    ['arrange.right', AlignEndVertical],
    ['arrange.top', AlignStartHorizontal],
    ['arrange.middle', AlignCenterHorizontal],
    ['arrange.bottom', AlignEndHorizontal],
  ],
  [
    ['arrange.spaceAcross', AlignHorizontalSpaceBetween],
    ['arrange.spaceDown', AlignVerticalSpaceBetween],
    ['arrange.layers', Network],
    ['arrange.forces', Waypoints],
    ['arrange.rings', Orbit],
    ['arrange.grid', Grid3x3],
    ['edit.lock', Lock],
  ],
];

function ArrangeButton({ id, Icon }: { id: CommandId; Icon: LucideIcon }) {
  const name = useCommandLabel(id);
  return (
    <IconButton
      name={name}
      shortcut={shortcutTextOf(id)}
      disabled={!useEnabled(id)}
      onClick={() => perform(id)}
    >
      <Icon />
    </IconButton>
  );
}

export function ArrangeButtons() {
  return (
    <section className="arrange-buttons" aria-label={t('Arrange')}>
      <h3>{t('Arrange')}</h3>
      {rows.map((row) => (
        <div key={row[0]?.[0]} className="arrange-row">
          {row.map(([id, Icon]) => (
            <ArrangeButton key={id} id={id} Icon={Icon} />
          ))}
        </div>
      ))}
    </section>
  );
}
