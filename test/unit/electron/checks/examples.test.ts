import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findAddressFaults } from '../../../../electron/checks/address-findings';
import { inTurns } from '../../../../electron/system/in-turns';
import { documentSchema } from '../../../../shared/document/topology';

const folder = 'assets/examples';
const files = readdirSync(folder).filter((name) => name.endsWith('.vdelab'));

describe('the examples', () => {
  it.each(files)('%s has nothing wrong with its addresses and commands', async (file) => {
    const document = documentSchema.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
    expect(await inTurns(findAddressFaults(document))).toEqual([]);
  });
});
