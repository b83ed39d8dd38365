import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { documentSchema } from '../../../../shared/document/topology';

const file = join(import.meta.dirname, '../../../../assets/schema/vdelab.schema.json');

it('assets/schema/vdelab.schema.json is what the schemas say (UPDATE_SCHEMA=1 npm run test:unit writes it)', () => {
  const schema = {
    title: 'Vdelab topology document',
    ...z.toJSONSchema(documentSchema, { target: 'draft-2020-12' }),
  };
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
