import { describe, expect, it } from 'vitest';
import { menuOf } from '../../../../../renderer/commands/model/menus';
import { commands } from '../../../../../renderer/commands/registry/registry';
import {
  type PaletteEntry,
  searchPalette,
} from '../../../../../renderer/features/command-palette/palette-search';
import { withChoice } from '../../../../../renderer/features/command-palette/recent-choices';

function entry(label: string, change: Partial<PaletteEntry> = {}): PaletteEntry {
  return {
    id: label,
    section: 'command',
    label,
    detail: '',
    keys: [],
    disabled: false,
    act: () => undefined,
    ...change,
  };
}

const all = Object.values(commands).map(({ label, place }) =>
  entry(label, { detail: menuOf(place) }),
);
const labels = (query: string, recent: string[] = [], entries = all) =>
  searchPalette(entries, query, recent).map((hit) => hit.entry.label);

describe('the command palette', () => {
  it('ranks what begins with the letters before what has them somewhere', () => {
    expect(labels('save')[0]).toBe('Save');
    expect(labels('start all')[0]).toBe('Start all');
    expect(labels('start').slice(0, 2).sort()).toEqual(['Start all', 'Start selection']);
    expect(labels('them')[0]).toBe('Theme');
  });

  it('finds by first letters of words, and by pieces', () => {
    expect(labels('sa')).toContain('Stop all');
    expect(labels('zosel')[0]).toBe('Zoom to selection');
    expect(labels('qqq')).toEqual([]);
  });

  it('finds a command by what it would do at another time, without marking letters', () => {
    const lock = entry('Lock', { alias: 'Lock or unlock' });
    const [hit, ...others] = searchPalette([entry('Copy'), lock], 'unlock', []);
    expect(hit?.entry).toBe(lock);
    expect([hit?.letters.size, others]).toEqual([0, []]);
  });

  it('says which letters fit', () => {
    const [hit] = searchPalette(all, 'fit', []);
    expect(hit?.entry.label).toBe('Fit drawing');
    expect([...(hit?.letters ?? [])]).toEqual([0, 1, 2]);
  });

  it('puts what was chosen lately first, most of all before anything is typed', () => {
    expect(labels('', ['Redo', 'Fit drawing']).slice(0, 2)).toEqual(['Redo', 'Fit drawing']);
    expect(labels('', []).length).toBe(all.length);
    expect(labels('start', ['Start selection'])[0]).toBe('Start selection');
  });

  it('puts what cannot be given after what can', () => {
    const grey = [entry('Start all', { disabled: true }), entry('Start selection')];
    expect(labels('start', [], grey)).toEqual(['Start selection', 'Start all']);
  });

  it('finds a node by what stands beside its name, after nodes of that name', () => {
    const nodes = [
      entry('pc1', { section: 'node', detail: 'PC · 10.0.0.7/24' }),
      entry('10.0.0.7', { section: 'node' }),
    ];
    expect(labels('10.0.0.7', [], nodes)).toEqual(['10.0.0.7', 'pc1']);
  });

  it('is not flooded by nodes before anything is typed, and finds each of a thousand', () => {
    const nodes = Array.from({ length: 1000 }, (_, index) =>
      entry(`host${index}`, { section: 'node' }),
    );
    expect(labels('', [], [...all, ...nodes]).length).toBeLessThan(all.length + 20);
    expect(labels('host777', [], [...all, ...nodes])[0]).toBe('host777');
  });
});

describe('what was chosen lately', () => {
  it('has the latest first, each once, and no more than eight', () => {
    expect(withChoice(['a', 'b'], 'b')).toEqual(['b', 'a']);
    const many = ['1', '2', '3', '4', '5', '6', '7', '8'];
    expect(withChoice(many, '9')).toEqual(['9', ...many.slice(0, 7)]);
  });
});
