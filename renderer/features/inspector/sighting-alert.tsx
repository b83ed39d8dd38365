/** Says what a running switch sees that its user should know, with what mends it. */
import { TriangleAlert } from 'lucide-react';
import type { SwitchNode } from '../../../shared/document/topology';
import { doubleText, mistaggedText } from '../../../shared/lab/sighting-texts';
import type { Sightings } from '../../../shared/lab/switch-view';
import { VisibleText } from '../../ui/visible-text';
import { RemedyButton } from '../problems/remedy-button';

export function SightingAlerts({ node, sightings }: { node: SwitchNode; sightings: Sightings }) {
  return (
    <>
      {sightings.doubles.map((double) => {
        const { message, next } = doubleText(double);
        return <Said key={message} message={message} next={next} />;
      })}
      {sightings.mistagged.map((each) => {
        const { message, next } = mistaggedText(each);
        const { port, vlans } = each;
        return (
          <Said key={`${port}`} message={message} next={next}>
            <RemedyButton record={node.id} remedy={{ do: 'make-trunk', port, vlans }} />
            <RemedyButton record={node.id} remedy={{ do: 'make-trunk', port, vlans: 'all' }} />
          </Said>
        );
      })}
    </>
  );
}

interface SaidProps {
  message: string;
  next: string;
  children?: React.ReactNode;
}

function Said({ message, next, children }: SaidProps) {
  return (
    <div className="failure" role="alert">
      <p className="failure-message storm-words">
        <TriangleAlert aria-hidden /> <VisibleText text={message} />
      </p>
      <p>{next}</p>
      {children !== undefined && <div className="button-row">{children}</div>}
    </div>
  );
}
