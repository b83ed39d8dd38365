/** Failures that do not matter any more go by themselves. */
import { useDocument } from '../document/store/document-store';
import { dismissAll, dismissRecords } from '../ui/notices';
import { useLab } from './lab-store';

/** For the life of the page: what was said of a lab goes with it, and of a node when it is tried again, put away or gone. */
export function subscribeNotices(): void {
  useDocument.subscribe(({ document, opening }, before) => {
    if (opening !== before.opening) dismissAll();
    else if (document !== before.document) {
      const { nodes, cables } = document;
      dismissRecords((record) => (nodes[record] ?? cables[record]) === undefined);
    }
  });
  useLab.subscribe(({ nodes }, { nodes: before }) => {
    dismissRecords((record) => {
      const state = nodes[record]?.state;
      return state === 'running' || (before[record]?.state === 'failed' && state !== 'failed');
    });
  });
}
