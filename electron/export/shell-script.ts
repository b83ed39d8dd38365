/**
 * A drawing as a shell script that rebuilds it by hand, with vde_plug, vde_switch, QEMU and User-Mode
 * Linux as the VDE tutorial uses them. It runs in the foreground and takes down what it started.
 */
import type { TopologyDocument } from '../../shared/topology';
import { permissionsText } from '../../shared/trust/permission-text';
import type { Permission } from '../../shared/trust/permissions';
import { BRIDGE_FUNCTIONS } from './script-bridges';
import { machineSections } from './script-machines';
import { drawingOf, networkSections } from './script-network';
import { comment } from './shell-words';

const SET_UP = `# Run it with: sh FILE. Every machine opens a terminal of its own; set TERMINAL to the program
# that opens them ("TERMINAL -e COMMAND"). Ctrl-C stops everything that it started.
set -eu

lab=$(mktemp -d /tmp/vdelab.XXXXXX)
pids=
taps=

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# A switch ends at the end of its input, so it gets one that neither ends nor says anything.
mkfifo "$lab/quiet"
exec 3<>"$lab/quiet"

# Runs a command in the background and remembers it.
start() {
  "$@" <&3 &
  pids="$! $pids"
}

# Runs a command in a terminal of its own.
in_terminal() {
  "\${TERMINAL:-x-terminal-emulator}" -e "$@" &
  pids="$! $pids"
}

# Waits until a switch listens.
wait_for() {
  tries=0
  until [ -S "$1" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
      echo "The switch at $1 did not start." >&2
      exit 1
    fi
    sleep 0.1
  done
}

# Makes a tap of the user's, unless it is there already.
make_tap() {
  [ ! -e "/sys/class/net/$1" ] || return 0
  as_root ip tuntap add mode tap name "$1" user "$(id -un)"
  taps="$taps $1"
}`;

const stopFunctions = (
  undoesBridges: boolean,
) => `# Ends a process and what it started; an interactive shell only heeds HUP.
end() {
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    end "$child"
    kill -s HUP "$child" 2>/dev/null || :
  done
  kill -s TERM "$1" 2>/dev/null || :
}

stop() {
  trap - EXIT
  trap '' HUP INT TERM
  for pid in $pids; do end "$pid"; done
  wait${undoesBridges ? '\n  undo_bridges' : ''}
  for tap in $taps; do as_root ip tuntap del mode tap name "$tap"; done
  rm -rf "$lab"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM`;

const FOOT = `echo 'The lab is up; Ctrl-C stops it.'
wait`;

/** What came with the drawing, for whoever is about to run the script: it asks nobody. */
function notice(foreign: readonly Permission[]): string[] {
  if (foreign.length === 0) return [];
  const text = [
    '',
    'THE LAB WAS NOT DRAWN WHERE IT WAS EXPORTED. On the computer that runs this script, as its user, it',
    'does what is named here, but for what is said to be left out below. Read it before you run it.',
    '',
    ...permissionsText(foreign, false).split('\n'),
    '',
  ];
  return text.map(comment);
}

/**
 * The script's text. What the drawing names is quoted: none of it can become a command.
 *
 * @param foreign what in the drawing came from somebody else; it is named at the top
 */
export function exportShellScript(
  document: TopologyDocument,
  foreign: readonly Permission[] = [],
): string {
  const drawing = drawingOf(document);
  const sections = [...networkSections(drawing), ...machineSections(drawing)];
  const bridged = drawing.devices.some((node) => node.kind === 'tap' && node.bridge !== '');
  const head = [
    '#!/bin/sh',
    comment(`The network of "${document.name}", exported by Vdelab.`),
    ...notice(foreign),
    SET_UP,
  ];
  const functions = [...(bridged ? [BRIDGE_FUNCTIONS] : []), stopFunctions(bridged)];
  return `${[head.join('\n'), ...functions, ...sections.map((lines) => lines.join('\n')), FOOT].join('\n\n')}\n`;
}
