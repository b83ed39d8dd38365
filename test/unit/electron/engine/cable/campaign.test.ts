/** The loop finds what chance alone does not, the same with the same seed, and as small as can be. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../../electron/engine/cable/random';
import { Campaign, type Finding } from '../../../../fuzz/campaign';
import { hit } from '../../../../fuzz/coverage';
import { bytesOf, type FuzzTarget, promise, textOf } from '../../../../fuzz/target';

/** Instrumented by hand: a bug behind a word of which each letter is a branch of its own. */
function vault(word: string): (input: Uint8Array) => void {
  return (input) => {
    hit(0);
    const text = textOf(input);
    for (let at = 0; at < word.length; at++) {
      if (text[at] !== word[at]) return;
      hit(1 + at);
    }
    promise(false, 'the vault is open');
  };
}

function targetOf(run: FuzzTarget['run']): FuzzTarget {
  const limits = { maxBytes: 64, fuel: () => 100_000, limitMs: 10_000 };
  return { name: 'gate', modules: [], seeds: [bytesOf('hello')], ...limits, run };
}

async function fuzz(run: FuzzTarget['run'], seed: number, runs: number) {
  const findings: Finding[] = [];
  const tried: string[] = [];
  const campaign = new Campaign(targetOf(run), 64, {
    random: new Random(seed),
    words: [],
    begins: (input) => tried.push(textOf(input)),
    found: (finding) => findings.push(finding),
    takeStray: () => null,
  });
  await campaign.replay([bytesOf('hello')]);
  await campaign.go(() => campaign.runs > runs || findings.length > 0);
  return { findings, tried, campaign };
}

describe('a campaign', () => {
  it('finds a word letter by letter, and makes the input as short as the word', async () => {
    const { findings, campaign } = await fuzz(vault('VDE!'), 1, 400_000);
    expect(findings).toHaveLength(1);
    expect(textOf(findings[0]!.input)).toBe('VDE!');
    // The last letter is the fault itself.
    expect(campaign.features.count).toBe(4);
    expect(campaign.distilled(100).map(textOf).at(-1)).toContain('VDE');
  });

  it('tries the same inputs with the same seed, and others with another', async () => {
    const one = await fuzz(vault('xyz'), 1, 200);
    const same = await fuzz(vault('xyz'), 1, 200);
    const other = await fuzz(vault('xyz'), 2, 200);
    expect(same.tried).toEqual(one.tried);
    expect(other.tried).not.toEqual(one.tried);
  });

  it('tells of an input that makes work without end', async () => {
    const { findings } = await fuzz(
      (input) => {
        for (;;) hit(input.length > 6 ? 2 : 1);
      },
      1,
      10,
    );
    expect(findings.map(({ signature }) => signature)).toEqual(['out of fuel']);
  });

  it('tells of the same fault once, and of another one as well', async () => {
    const { campaign, findings } = await fuzz(
      (input) => {
        hit(0);
        if (input.length % 2 === 1) throw new TypeError(`odd ${input.length}`);
        promise(input.length < 8, 'too long');
      },
      3,
      0,
    );
    await campaign.go(() => campaign.runs > 5_000);
    expect(findings.map(({ signature }) => signature.split(' ')[0]).sort()).toEqual([
      'BrokenPromise',
      'TypeError',
    ]);
    expect(findings.map(({ input }) => input.length).sort()).toEqual([1, 8]);
  });
});
