/**
 * Ports of running switches that a cable of the drawing and a client from outside have together: a switch sends
 * nothing back to the port that it came from, so that the two never hear each other. Pure.
 */
import type { NodeStatus, PortGuest } from '../../../shared/contract/service';
import type { TopologyDocument } from '../../../shared/document/topology';
import { endName } from '../../document/edits/cable-edits';
import { cableOn } from '../../document/records/ports';
import { t } from '../../i18n/translate';
import type { Problem } from './problem';

/** Guests by switch; the lists are the same objects as long as nothing of them changes. */
export type GuestLists = Readonly<Record<string, readonly PortGuest[]>>;

/** The switches that have guests. */
export function guestsOf(nodes: Readonly<Record<string, NodeStatus>>): GuestLists {
  const lists: Record<string, readonly PortGuest[]> = {};
  for (const [id, { guests }] of Object.entries(nodes)) if (guests.length > 0) lists[id] = guests;
  return lists;
}

/** A problem for each cable that shares its port. */
export function sharedPorts(document: TopologyDocument, guests: GuestLists): Problem[] {
  return Object.entries(guests).flatMap(([node, list]) =>
    list.flatMap(({ port, who }): Problem[] => {
      const id = cableOn(document, { node, port });
      const cable = id === undefined ? undefined : document.cables[id];
      if (cable === undefined) return [];
      const side = cable.a.node === node && cable.a.port === port ? 'a' : 'b';
      const name = endName(document, { node, port });
      return [
        {
          id: `${cable.id} shares ${side}`,
          from: 'lab',
          severity: 'warning',
          record: cable.id,
          field: side,
          message: t('{{name}} has this cable and {{who}}: the two do not hear each other.', {
            name,
            who,
          }),
          next: t('Move the cable to a port that nobody is on.'),
          remedy: { do: 'move-cable', side },
        },
      ];
    }),
  );
}
