/**
 * Compares this app's switch with vde_switch and with `vde_plug null:// switch://`. They take turns in
 * every round, in an order that changes from round to round, so that whatever else the machine does
 * meets all of them alike. Medians over the rounds are printed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, contendersWith } from './contenders';
import { floods, shapes } from './flood-parts';
import { inside } from './inside-part';
import { type BenchOptions, parseOptions, usage } from './options';
import type { Part } from './part';
import { profileFlood } from './profile';
import { markdownOf, Samples } from './samples';
import { ping, tcp } from './stream-parts';

const parts: readonly Part[] = [tcp, ping, floods, shapes, inside];

function chosen({ only }: BenchOptions): readonly Part[] {
  for (const name of only) {
    if (parts.some((part) => part.name === name)) continue;
    throw new Error(`There is no part "${name}": ${parts.map((part) => part.name).join(', ')}.`);
  }
  return only.length === 0 ? parts : parts.filter(({ name }) => only.includes(name));
}

/** Beginning with another one each round. */
function inOrderOf(round: number, contenders: readonly Contender[]): readonly Contender[] {
  const first = round % contenders.length;
  return [...contenders.slice(first), ...contenders.slice(0, first)];
}

async function measureAll(options: BenchOptions, folder: string): Promise<Map<Part, Samples>> {
  const contenders = contendersWith(options.against, options.own);
  const results = new Map(chosen(options).map((part) => [part, new Samples()] as const));
  for (let round = 0; round < options.rounds; round++) {
    for (const [part, samples] of results) {
      console.error(`round ${round + 1} of ${options.rounds}: ${part.title}`);
      const own = join(folder, `${part.name}-${round}`);
      mkdirSync(own);
      await part.measure({
        number: round,
        seconds: options.seconds,
        folder: own,
        contenders: inOrderOf(round, contenders),
        samples,
      });
    }
  }
  return results;
}

function print({ rounds, seconds, json }: BenchOptions, results: Map<Part, Samples>): void {
  console.log(`Medians of ${rounds} rounds of ${seconds} s.`);
  for (const [{ name, title, method, quantities }, samples] of results) {
    console.log(`\n### ${title}\n\n${method}\n\n${markdownOf(samples.table(name), quantities)}`);
  }
  if (json === null) return;
  const tables = [...results].map(([{ name }, samples]) => samples.table(name));
  writeFileSync(json, `${JSON.stringify({ rounds, seconds, tables }, null, 2)}\n`);
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(`${usage}\nParts: ${parts.map(({ name }) => name).join(', ')}.`);
    return;
  }
  const folder = mkdtempSync('/tmp/vdb-');
  try {
    if (options.profile) await profileFlood(folder, options.seconds);
    else print(options, await measureAll(options, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
