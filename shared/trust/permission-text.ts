/** Permissions as text for terminals, failures and exported scripts: nothing in it can hide the rest. */
import type { Failure } from '../failure/failure';
import { effects } from '../kinds/permissions/field-table';
import { visibleLine, visibleLines } from '../text/visible-text';
import { effectText, formatNames, type Permission } from './permissions';

/** How many characters of a key are shown; enough to tell the permissions of a lab apart. */
export const SHOWN_KEY = 8;
/** Of one thing in the detail of a failure. Where an answer is wanted, all lines are shown. */
const MOST_LINES = 200;

function thing(what: string, mostLines: number): string[] {
  const lines = visibleLines(what).split('\n');
  const shown = lines.slice(0, mostLines);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, `(and ${left} more lines; open the lab to read them)`];
}

function permissionLines(
  { key, what, how, nodes }: Permission,
  withKeys: boolean,
  mostLines: number,
): string[] {
  const head = `${formatNames(nodes)}, ${how}`;
  const lead = withKeys ? `  [${key.slice(0, SHOWN_KEY)}] ` : '  ';
  return [visibleLine(`${lead}${head}:`), ...thing(what, mostLines).map((line) => `      ${line}`)];
}

/**
 * A block of lines for each effect, the gravest first.
 *
 * @param withKeys whether the beginning of its key stands before each, for answers by name
 */
export function permissionsText(
  permissions: readonly Permission[],
  withKeys: boolean,
  mostLines = Number.POSITIVE_INFINITY,
): string {
  return effects
    .map((effect) => permissions.filter((one) => one.effect === effect))
    .filter((some) => some.length > 0)
    .map((some) =>
      [
        `${effectText[some[0]!.effect]}:`,
        ...some.flatMap((one) => permissionLines(one, withKeys, mostLines)),
      ].join('\n'),
    )
    .join('\n');
}

/** That a node is not started before somebody has read what it does; null if nothing is pending. */
export function notAgreed(
  { id, name }: { id: string; name: string },
  pending: readonly Permission[],
): Failure | null {
  if (pending.length === 0) return null;
  return {
    code: 'not-agreed',
    message: `${name} was not drawn here, and nobody has agreed yet to what it does on this computer.`,
    next: 'Read what stands below, and start it again to answer.',
    detail: permissionsText(pending, false, MOST_LINES),
    record: id,
  };
}
