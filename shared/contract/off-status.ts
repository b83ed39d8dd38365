/** The status of a node that is off, of which nothing else is known. */
import { noFacts } from '../lab/machine-control';
import { NO_SIGHTINGS } from '../lab/switch-view';
import type { NodeStatus } from './service';

export const offStatus: NodeStatus = {
  state: 'off',
  detail: '',
  failure: null,
  channels: [],
  screen: false,
  facts: noFacts,
  bootMs: null,
  directory: null,
  joined: [],
  guests: [],
  trees: [],
  storm: null,
  drift: null,
  sightings: NO_SIGHTINGS,
  startup: [],
};
