/**
 * The command line of a namespace host. Three programs, each of which starts the next:
 *
 * - `vdens` makes the user, network and mount namespaces with a card for each locator, and carries the
 *   frames (vdens(1)). `-s` gives what it runs CAP_SYS_ADMIN within its user namespace, without which
 *   nothing in there may make another namespace or set a host name.
 * - `unshare` makes the namespace of the host name, for which vdens has no option (unshare(1)).
 * - `/bin/sh` reads {@link HOST_INIT} from a file and sets up the rest.
 */
import type { HostNode } from '../../../shared/document/topology';

export const HOST_PROGRAM = 'vdens';

export interface HostPaths {
  /** VDE directories of the cards, in order. */
  readonly cards: readonly string[];
  /** Folder of the files below. */
  readonly runtimeDirectory: string;
  /** No other node of the lab has it. */
  readonly hostname: string;
}

/** What lies in the runtime directory: written by the app, or by what runs in the namespace. */
export const hostFiles = {
  init: 'init',
  script: 'script',
  resolvConf: 'resolv.conf',
  /** The inodes of its namespaces, as `readlink` prints them: the first thing that is written. */
  namespaces: 'namespaces',
  /** Written when the cards are up and the startup script is about to run. */
  up: 'up',
  scriptStatus: 'script-status',
  /** A line for each line of the startup commands that failed: its number and its exit status. */
  failedLines: 'failed-lines',
  /** The exit status of the program. vdens always ends with 0. */
  status: 'status',
} as const;

/**
 * Arguments of `vdens`.
 *
 * @param program what runs in the namespace, with its arguments
 */
export function hostArgs(node: HostNode, paths: HostPaths, program: readonly string[]): string[] {
  const file = (name: string) => `${paths.runtimeDirectory}/${name}`;
  return [
    '-m',
    '-i',
    'eth',
    '-s',
    ...(hasText(node.resolvConf) ? ['-r', file(hostFiles.resolvConf)] : []),
    ...paths.cards.map((directory) => `vde://${directory}`),
    '--',
    'unshare',
    '--uts',
    '/bin/sh',
    file(hostFiles.init),
    paths.runtimeDirectory,
    paths.hostname,
    hasText(node.script) ? file(hostFiles.script) : '',
    ...node.cards.map(({ mac }) => mac),
    '--',
    ...program,
  ];
}

/** Whether a field of several lines holds anything. */
export function hasText(text: string): boolean {
  return text.trim() !== '';
}

/** A prompt that says where one is, for shells that the user has given none: `host1# `. */
export function hostPrompt(hostname: string, isRoot: boolean): string {
  return `${hostname}${isRoot ? '#' : '$'} `;
}

/**
 * Sets a namespace host up, runs its startup script and its program. Its arguments: the runtime
 * directory, the host name, the path of the startup commands or nothing, the address of each card, `--`,
 * and the program. Nothing of the drawing stands in this text.
 *
 * Script and program are jobs of a shell with job control, so that Ctrl-C ends them and not vdens, which
 * is in the same session. A job that was stopped by Ctrl-Z, which has nobody else to wake it, goes on.
 */
export const HOST_INIT = `run=$1
name=$2
script=$3
shift 3
readlink "/proc/$$/ns/net" "/proc/$$/ns/uts" > "$run/${hostFiles.namespaces}" || exit 1
hostname "$name" || exit 1
ip link set lo up || exit 1
card=0
while [ "$1" != -- ]; do
  ip link set "eth$card" address "$1" up || exit 1
  card=$((card + 1))
  shift
done
shift
echo up > "$run/${hostFiles.up}"
set -m
stopping=
trap : INT QUIT
trap 'stopping=yes' HUP TERM
run_to_its_end() {
  "$@"
  status=$?
  while jobs > "$run/jobs" && [ -s "$run/jobs" ]; do
    fg > /dev/null
    status=$?
  done
}
if [ -n "$script" ]; then
  run_to_its_end /bin/sh "$script"
  [ "$status" -eq 0 ] || echo "The startup script ended with exit status $status."
  echo "$status" > "$run/${hostFiles.scriptStatus}"
fi
[ -z "$stopping" ] || exit 0
run_to_its_end "$@"
echo "$status" > "$run/${hostFiles.status}"
`;
