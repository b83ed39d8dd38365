/** Changes JSON by what it is: values put in each other's places, repeated, left out, made strange. */
import type { Random } from '../../electron/engine/cable/random';
import { below, oneOf } from './mutate';
import { bytesOf, textOf } from './target';

const STRANGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1.5,
  4095,
  65536,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e300,
  '',
  ' ',
  'x',
  'constructor',
  '__proto__',
  'toString',
  '../../etc/passwd',
  '/dev/zero',
  '\u0000',
  '\u001b[2J',
  '\ud800',
  'a\nb',
  'ü'.repeat(40),
  'x'.repeat(300),
  [],
  {},
  [[]],
  [null],
  { id: 'x' },
];
const STRANGE_KEYS = ['__proto__', 'constructor', 'toString', '', 'x', '0', 'id', 'kind'];

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

function placesOf(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    places.push({ holder, key });
    placesOf(holder[key], places);
  }
  return places;
}

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function at({ holder, key }: Place): unknown {
  return Reflect.get(holder, key);
}

/** Also `__proto__` becomes a key of its own, as a parser makes it. */
function put({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function changeOne(root: unknown, random: Random): void {
  const places = placesOf(root);
  if (places.length === 0) return;
  const place = oneOf(random, places);
  const { holder, key } = place;
  switch (below(random, 6)) {
    case 0:
      put(place, copyOf(oneOf(random, STRANGE)));
      return;
    case 1:
      put(place, copyOf(at(oneOf(random, places))));
      return;
    case 2:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return;
    case 3:
      if (Array.isArray(holder)) holder.push(copyOf(holder[Number(key)]));
      else put({ holder, key: oneOf(random, STRANGE_KEYS) }, copyOf(holder[key]));
      return;
    case 4:
      put(place, [copyOf(at(place))]);
      return;
    default:
      changeNumber(place, random);
      return;
  }
}

function changeNumber(place: Place, random: Random): void {
  const value = at(place);
  if (typeof value === 'number') put(place, value + oneOf(random, [-1, 1, 0.5, 128, -65536]));
  else if (typeof value === 'boolean') put(place, !value);
  else if (typeof value === 'string') put(place, value + String(oneOf(random, STRANGE)));
}

/** Some changes to JSON, which stays JSON; text that is none comes back as it is. */
export function mutatedJson(input: Uint8Array, random: Random): Uint8Array {
  let root: unknown;
  try {
    root = JSON.parse(new TextDecoder().decode(input));
  } catch {
    return input;
  }
  const count = 1 << below(random, 4);
  for (let change = 0; change < count; change++) changeOne(root, random);
  return bytesOf(JSON.stringify(root));
}

/** The same for one of some lines of JSON. */
export function mutatedJsonLines(input: Uint8Array, random: Random): Uint8Array {
  const lines = textOf(input).split('\n');
  const index = below(random, lines.length);
  const line = mutatedJson(bytesOf(lines[index]!), random);
  const moved = random.next() < 0.2 ? below(random, lines.length) : index;
  return bytesOf(lines.with(moved, new TextDecoder().decode(line)).join('\n'));
}
