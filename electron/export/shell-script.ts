/**
 * A drawing as a shell script that does what the app does, with vde_plug, vde_switch, wirefilter, QEMU,
 * User-Mode Linux and vdens as the VDE tutorial uses them. It runs in the foreground, says which part did not
 * start and why, and takes down what it started.
 */
import { hostNames } from '../../shared/document/host-name';
import { isDevice, isSwitch, type TopologyDocument } from '../../shared/document/topology';
import { permissionsText } from '../../shared/trust/permission-text';
import type { Permission } from '../../shared/trust/permissions';
import { scriptOf, scripts } from '../machines/kinds';
import { cableLines } from './script/script-cables';
import { type Drawing, drawingOf } from './script/script-network';
import { comment } from './script/shell-words';
import { FOOT, stopFunctions } from './script-end';
import { HEAD, STARTING, TERMINALS } from './script-head';
import { needLines } from './script-needs';
import { nodeSections } from './script-nodes';

const FOLDER = `umask 077
lab=$(mktemp -d /tmp/vdelab.XXXXXX)
pids=
taps=`;

/** Between the functions and what the drawing makes of them. */
export const LAB_HEADING = '---- The lab';

/** What came with the drawing, for whoever is about to run the script. */
function notice(foreign: readonly Permission[]): string[] {
  if (foreign.length === 0) return [];
  const text = [
    '',
    'THE LAB WAS NOT DRAWN WHERE IT WAS EXPORTED. On the computer that runs this script, as its user, it',
    'does what is named here. Read it before you run it with --allow.',
    '',
    ...permissionsText(foreign, false).split('\n'),
    '',
  ];
  return text.map(comment);
}

/** As the app asks before it starts a lab that came from somebody else. */
const CONSENT = `[ "\${1:-}" = --allow ] || fail 'This lab was not drawn where it was exported.' \\
  "Read at the top of $0 what it does on this computer. If you trust that, run it with --allow."`;

function functionsFor({ devices }: Drawing): string[] {
  const endings = devices.flatMap((node) => scriptOf(node).ending?.(node) ?? []);
  const parts = new Set(scripts.filter((part) => devices.some((node) => scriptOf(node) === part)));
  return [
    ...new Set(endings.map(({ functions }) => functions)),
    stopFunctions([...new Set(endings.map(({ undo }) => undo))]),
    STARTING,
    ...([...parts].some(({ hasTerminal }) => hasTerminal) ? [TERMINALS] : []),
    ...new Set([...parts].flatMap(({ functions }) => functions ?? [])),
  ];
}

/**
 * The script's text. What the drawing names is quoted: none of it can become a command but what the drawing
 * itself gives as one, such as the startup script of a host.
 *
 * @param foreign what in the drawing came from somebody else; it is named at the top, and wants `--allow`
 */
export function exportShellScript(
  document: TopologyDocument,
  foreign: readonly Permission[] = [],
): string {
  const drawing = drawingOf(document);
  const head = [
    '#!/bin/sh',
    comment(`The network of "${document.name}", exported by Vdelab.`),
    ...notice(foreign),
    HEAD,
  ].join('\n');
  const sections = [
    needLines(drawing),
    [FOLDER],
    ...functionsFor(drawing).map((text) => [text]),
    [comment(LAB_HEADING)],
    ...drawing.devices.filter(isSwitch).map((node) => scriptOf(node).lines(drawing, node, '')),
    ...drawing.cables.map((cable) => cableLines(drawing, cable)),
    ...nodeSections(drawing, hostNames(Object.values(document.nodes).filter(isDevice))),
  ];
  const body = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  const consent = foreign.length === 0 ? [] : [CONSENT];
  return `${[head, ...consent, ...body, FOOT].join('\n\n')}\n`;
}
