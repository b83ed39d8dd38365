import { expect, it } from 'vitest';
import { bytesText } from '../../../../shared/text/quantities';

it('says sizes with three digits at most', () => {
  expect(
    [0, 1023, 1024, 1536, 150 * 1024, 64 * 1024 ** 2, 1.26 * 1024 ** 3].map(bytesText),
  ).toEqual(['0 bytes', '1023 bytes', '1 KiB', '1.5 KiB', '150 KiB', '64 MiB', '1.3 GiB']);
});
