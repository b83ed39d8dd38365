import { beforeEach, expect, it } from 'vitest';
import { StrangeCommands } from '../../../../renderer/session/strange-commands';
import { startAtOnce } from '../../../../shared/node-fields';
import { emptyDocument, type HostNode, type TopologyDocument } from '../../../../shared/topology';

const host = (id: string, script: string): HostNode => ({
  ...{ id, kind: 'host', name: id, x: 0, y: 0, command: [], script, resolvConf: '' },
  ...{ cpuLimit: 0, memoryLimit: 0, cards: [{ mac: '02:00:00:00:00:01' }], start: startAtOnce },
});

function drawing(...nodes: HostNode[]): TopologyDocument {
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e13', 'drawing');
  return { ...document, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
}

let strange: StrangeCommands;
const asked = (...nodes: HostNode[]) => strange.among(nodes).map(({ command }) => command);

beforeEach(() => {
  strange = new StrangeCommands();
});

it('what was pasted from elsewhere is asked about, also in a drawing that is trusted', () => {
  strange.opened(drawing(host('a', 'touch x')), true);
  const pasted = host('b', 'touch y');
  strange.added([pasted]);
  expect(asked(host('a', 'touch x'), pasted)).toEqual(['touch y']);
});

it('what came with a drawing is asked about until it was agreed to', () => {
  const [one, other] = [host('a', 'touch x'), host('b', 'touch y')];
  strange.opened(drawing(one, other), false);
  expect(asked(one, other)).toEqual(['touch x', 'touch y']);
  strange.agree(strange.among([one]));
  expect(asked(one, other)).toEqual(['touch y']);
});

it('what this user types is not, unless into a node that came with commands', () => {
  strange.opened(drawing(host('a', 'touch x'), host('empty', '')), false);
  expect(asked(host('mine', 'touch z'), host('empty', 'touch z'))).toEqual([]);
  expect(asked(host('a', 'touch x\ntouch z'))).toEqual(['touch x\ntouch z']);
});

it('a stranger’s command is asked about in any node', () => {
  strange.opened(drawing(host('a', 'touch x')), false);
  expect(asked(host('copy', 'touch x'))).toEqual(['touch x']);
});

it('an example brings nothing to ask about, and the next drawing does', () => {
  const node = host('a', 'touch x');
  strange.opened(drawing(node), true);
  expect(asked(node)).toEqual([]);
  strange.opened(drawing(node), false);
  expect(asked(node)).toEqual(['touch x']);
});

it('a drawing that is read anew brings what was not in this window', () => {
  const [mine, theirs] = [host('mine', 'touch z'), host('theirs', 'touch x')];
  strange.reread(drawing(mine), drawing(mine, theirs));
  expect(asked(mine, theirs)).toEqual(['touch x']);
});
