/** The look at JSON before it is parsed: it must say of every text what the parser says. */
import { JsonCheck, type JsonLimits, jsonFault } from '../../../shared/text/json-check';
import { mutatedJson } from '../mutate-json';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

const WIDE: JsonLimits = { depth: 100_000, members: 1e9, values: 1e9, string: 1e9 };
const NARROW: JsonLimits = { depth: 4, members: 5, values: 20, string: 10 };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Measures {
  depth: number;
  members: number;
}

/** How deep a value is nested, and the most that one list or object of it holds. */
function measured(value: unknown): Measures {
  if (typeof value !== 'object' || value === null) return { depth: 0, members: 0 };
  const items = Object.values(value);
  const inside = items.map(measured);
  return {
    depth: 1 + inside.reduce((most, { depth }) => Math.max(most, depth), 0),
    members: inside.reduce((most, { members }) => Math.max(most, members), items.length),
  };
}

function checkPieces(text: string, size: number): void {
  const check = new JsonCheck(text, WIDE);
  let pieces = 0;
  while (check.more(size)) pieces++;
  promise(pieces <= text.length, 'there are more pieces than characters');
  const whole = jsonFault(text, WIDE);
  promise(JSON.stringify(check.fault) === JSON.stringify(whole), 'pieces matter');
}

function run(input: Uint8Array): void {
  const text = utf8Of(input);
  const fault = jsonFault(text, WIDE);
  promise((fault === null) === isJson(text), () => `it is ${fault?.kind ?? 'sound'} to the check`);
  if (fault !== null) {
    const { position } = fault;
    promise(position >= 0 && position <= text.length, 'the fault is outside of the text');
    if (fault.kind === 'end') promise(position === text.length, 'the end is not at the end');
  }
  checkPieces(text, 1 + (input.length % 7));
  if (fault !== null || jsonFault(text, NARROW) !== null) return;
  const { depth, members } = measured(JSON.parse(text));
  promise(depth <= NARROW.depth && members <= NARROW.members, 'it is more than the limits let');
}

const seeds = [
  '{"a": [1, -2.5e+10, "x\\u00e9\\n", true, false, null], "b": {}, "": []}',
  '[[[[[]]]]]',
  '"\\ud800\\""',
  '-0',
  '1E5',
  ' \t\r\n[ ] ',
  '{"a":1,"a":2}',
  '{"__proto__": {"x": 1}}',
];

export const jsonCheck: FuzzTarget = {
  name: 'json-check',
  modules: ['shared/text/json-check'],
  seeds: seeds.map(bytesOf),
  words: ['\\u', '\\ud83d', '1e', '-', '.', '\u2028', '\ufeff', 'nul', 'tru'],
  maxBytes: 2_048,
  fuel: fuelPerByte(500, 20_000),
  limitMs: 50,
  mutate: mutatedJson,
  run,
};
