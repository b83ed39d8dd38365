/** What `vdelab check` prints. Pure. */
import { groupsOf, lackSentence, lacksOf } from '../../shared/part-needs';
import { allCommands, groupTitles, type Part } from '../../shared/parts';
import type { TopologyDocument } from '../../shared/topology';

function partLines(part: Part): string[] {
  const { title, found, version, purpose, install, without } = part;
  const head = `${found ? 'found  ' : 'missing'}  ${title}  ${version}`.trimEnd();
  const missing = [
    `         without it: ${without}`,
    ...(install === '' ? [] : [`         to get it:  ${install}`]),
  ];
  return [head, `         ${purpose}`, ...(found ? [] : missing)];
}

/** The parts by groups, and below them what to type; with a drawing also what that lacks. */
export function partsText(parts: readonly Part[], document: TopologyDocument | null): string {
  const found = parts.filter((part) => part.found).length;
  const commands = allCommands(parts);
  const lacks = document === null ? [] : lacksOf(document, parts);
  const verdict =
    lacks.length > 0
      ? lacks.map(lackSentence)
      : [`Everything that “${document?.name}” needs is here.`];
  return [
    ...groupsOf(parts).flatMap(({ group, parts: some }) => [
      `${groupTitles[group]}:`,
      ...some.flatMap(partLines),
      '',
    ]),
    `${found} of ${parts.length} found.`,
    ...(commands === '' ? [] : ['To get all that is missing:', ...indented(commands)]),
    ...(document === null ? [] : verdict),
  ].join('\n');
}

function indented(lines: string): string[] {
  return lines.split('\n').map((line) => `  ${line}`);
}
