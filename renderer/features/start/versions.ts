/** The versions of the app and of what it works with, for people and for a report. Nothing private is in it. */

import type { Result } from '../../../shared/contract/service';
import type { Part } from '../../../shared/lab/parts';
import { pageLanguage } from '../../i18n/translate';

type Hello = Result<'hello'>;

/** The number in what a part says of itself, which may hold paths as well; empty for none. */
function numberIn(version: string): string {
  return version.match(/\d+(?:\.\d+)+[\w.+~-]{0,24}/)?.[0] ?? '';
}

/** What is known of each part: its name and its version. */
export function partVersions(parts: readonly Part[]): { name: string; version: string }[] {
  return parts
    .filter(({ found }) => found)
    .map(({ title, version }) => ({ name: title, version: numberIn(version) }))
    .filter(({ version }) => version !== '');
}

export function appVersions({
  version,
  shell,
  runtime,
}: Hello): { name: string; version: string }[] {
  return [
    { name: 'Vdelab', version: `${version} (${shell})` },
    ...Object.entries(runtime)
      .filter(([, each]) => each !== '')
      .map(([name, each]) => ({ name, version: each })),
  ];
}

function windowLine(): string {
  return `Window: ${innerWidth} by ${innerHeight}, ${devicePixelRatio} pixels a point, ${pageLanguage}`;
}

/** What a report of a fault begins with. In English, for those who read it. */
export function reportText(hello: Hello, parts: readonly Part[]): string {
  const line = ({ name, version }: { name: string; version: string }) => `${name} ${version}`;
  return [
    'What I did:',
    '',
    'What happened:',
    '',
    'What I had expected:',
    '',
    '---',
    appVersions(hello).map(line).join(', '),
    windowLine(),
    partVersions(parts).map(line).join(', '),
  ].join('\n');
}
