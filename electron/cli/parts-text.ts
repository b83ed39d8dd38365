/** What `vdelab check` prints. Pure. */

import type { TopologyDocument } from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import { allCommands, groupTitles, type Part } from '../../shared/lab/parts';
import { groupsOf, lackSentence, lacksOf } from '../../shared/rules/part-needs';

function partLines(part: Part): string[] {
  const { title, found, version, purpose, install, without } = part;
  const head = `${found ? 'found  ' : 'missing'}  ${title}  ${version}`.trimEnd();
  const missing = [
    `         without it: ${without}`,
    ...(install === '' ? [] : [`         to get it:  ${install}`]),
  ];
  return [head, `         ${purpose}`, ...(found ? [] : missing)];
}

/**
 * The parts by groups, and below them what to type; with a drawing also what that lacks.
 *
 * @param findings what is wrong with the drawing beside the parts that it lacks
 */
export function partsText(
  parts: readonly Part[],
  document: TopologyDocument | null,
  findings: readonly Finding[] = [],
): string {
  const there = parts.filter((part) => part.found).length;
  const commands = allCommands(parts);
  const lacks = document === null ? [] : lacksOf(document, parts);
  const wrong = [
    ...lacks.map(lackSentence),
    ...findings.flatMap(({ message, next }) => [message, ...indented(next)]),
  ];
  const verdict =
    wrong.length > 0
      ? [`Problems of “${document?.name}”:`, ...wrong]
      : [`Everything that “${document?.name}” needs is here, and nothing is wrong with it.`];
  return [
    ...groupsOf(parts).flatMap(({ group, parts: some }) => [
      `${groupTitles[group]}:`,
      ...some.flatMap(partLines),
      '',
    ]),
    `${there} of ${parts.length} found.`,
    ...(commands === '' ? [] : ['To get all that is missing:', ...indented(commands)]),
    ...(document === null ? [] : verdict),
  ].join('\n');
}

function indented(lines: string): string[] {
  return lines.split('\n').map((line) => `  ${line}`);
}
