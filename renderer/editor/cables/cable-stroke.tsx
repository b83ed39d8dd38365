/** The line of a cable: plain, in the colour of its VLAN, or a cased line with stripes for a trunk. */
import type { CSSProperties } from 'react';
import { slotColour, stripeDashes, type VlanColours } from '../scene/vlan-colours';

function Stripe({
  path,
  slot,
  index,
  of,
}: {
  path: string;
  slot: number;
  index: number;
  of: number;
}) {
  const { dashes, offset } = stripeDashes(index, of);
  return (
    <path
      className="cable-stripe"
      d={path}
      style={{ stroke: slotColour(slot) }}
      strokeDasharray={of > 1 ? dashes : undefined}
      strokeDashoffset={of > 1 ? offset : undefined}
    />
  );
}

export function CableStroke({ path, colours }: { path: string; colours: VlanColours | null }) {
  if (colours === null) return <path className="cable-line" d={path} />;
  const { stripes, trunk } = colours;
  if (!trunk) {
    const colour = { '--cable-vlan': slotColour(stripes[0] ?? 0) } as CSSProperties;
    return <path className="cable-line" data-vlans="access" d={path} style={colour} />;
  }
  return (
    <>
      <path className="cable-line" data-vlans="trunk" d={path} />
      {stripes.map((slot, index) => (
        <Stripe key={slot} path={path} slot={slot} index={index} of={stripes.length} />
      ))}
    </>
  );
}
