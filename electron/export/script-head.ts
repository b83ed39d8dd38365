/** The shell functions of an exported script that find what is needed, start parts and wait for them. */

export const HEAD = `# Run it with: sh FILE. Each machine opens a terminal of its own: with $TERMINAL ("TERMINAL -e COMMAND"), with
# the system's own terminal, or in tmux where there is no screen. Ctrl-C stops everything that it started.
# Its exit status is 1 when a part did not start, which it names, and 130 or 143 when it was stopped.
set -eu
PATH=$PATH:/usr/sbin:/sbin

say() {
  printf '%s\\n' "$@"
}

# Control characters, C1 as well, and what turns the direction of text, as question marks: names of files and the
# words of programs must not steer a terminal.
unseen=$(printf 's/\\302[\\200-\\237]/?/g; s/\\342\\200[\\250-\\256]/?/g; s/\\342\\201[\\246-\\251]/?/g')
visible() {
  LC_ALL=C tr '\\001-\\010\\013-\\037\\177' '?' | LC_ALL=C sed "$unseen"
}

tell() {
  say "$@" | visible
}

fail() {
  tell "$@" >&2
  exit 1
}

# Notes what keeps the lab from being started.
missing=
lack() {
  missing="$missing
  $1"
}

# need PROGRAM PACKAGE WHO
need() {
  command -v "$1" >/dev/null 2>&1 || lack "$3: $1 is not installed\${2:+ (package $2)}."
}

# need_file WHO WHAT PATH
need_file() {
  if [ ! -e "$3" ]; then
    lack "$1: there is no $2 $3"
  elif [ ! -r "$3" ]; then
    lack "$1: you may not read the $2 $3"
  fi
}

# need_tun WHO: the device from which cards of hosts and taps are made
need_tun() {
  if [ ! -e /dev/net/tun ]; then
    lack "$1: this computer has no /dev/net/tun. Run once: sudo modprobe tun"
  elif [ ! -r /dev/net/tun ] || [ ! -w /dev/net/tun ]; then
    lack "$1: you may not open /dev/net/tun. Run once: sudo chmod 666 /dev/net/tun"
  fi
}

# need_terminal: the program that opens terminals, for machines
need_terminal() {
  terminal=\${TERMINAL:-}
  if [ -n "$terminal" ]; then
    need "$terminal" '' 'TERMINAL'
    return
  fi
  if [ -n "\${DISPLAY:-}\${WAYLAND_DISPLAY:-}" ]; then
    for terminal in x-terminal-emulator xterm konsole xfce4-terminal; do
      if command -v "$terminal" >/dev/null 2>&1; then return; fi
    done
  fi
  terminal=tmux
  need tmux tmux 'To show the consoles of machines (or set TERMINAL to a terminal program)'
}

# need_port PROTOCOL ADDRESS PORT WHO: a port of this computer that is to lead into the lab
need_port() {
  command -v ss >/dev/null 2>&1 || return 0
  case $1 in tcp) kind=-Hltn ;; *) kind=-Hlun ;; esac
  if ss "$kind" "sport = :$3" | awk -v own="$2:$3" -v all="0.0.0.0:$3" -v any="*:$3" '
    $4 == own || $4 == all || $4 == any || own == all {found = 1} END {exit !found}'; then
    lack "$4: another program listens at $1 port $3 of $2."
  fi
}

all_there() {
  [ -z "$missing" ] || fail "Nothing was started:$missing"
}`;

export const STARTING = `# Root's work, for taps.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo "$@"; then
    return
  else
    tell "Only root may do this: $*" "Run it once as root, or run this script as root." >&2
    return 1
  fi
}

# A switch ends at the end of its input, so it gets one that neither ends nor says anything.
mkfifo "$lab/quiet"
exec 3<>"$lab/quiet"

# Each part has a folder of notes: its name, process, what it printed, how it ended.
parts=0
new_part() {
  parts=$((parts + 1))
  notes=$lab/$1
  mkdir -p "$notes"
  say "$2" >"$notes/name"
}

# start NAME COMMAND...: runs a part in the background.
start() {
  new_part "part-$parts" "$1"
  shift
  "$@" <&3 >"$notes/printed" 2>&1 &
  echo "$!" >"$notes/pid"
  pids="$! $pids"
}

has_ended() {
  [ ! -s "$1/ended" ] || return 0
  [ -s "$1/pid" ] && ! kill -0 "$(cat "$1/pid")" 2>/dev/null
}

# What a part printed last, without what could steer a terminal.
last_words() {
  cat "$1/terminal" "$1/printed" 2>/dev/null | grep -av '^Script \\(started\\|done\\)' | tail -n 8 |
    LC_ALL=C tr -d '\\r' | visible | sed 's/^/  /'
}

# How a part ended, as far as that is known; a machine's terminal writes it down just after.
its_end() {
  tries=0
  while [ -e "$1/command" ] && [ ! -s "$1/ended" ] && [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  if [ -s "$1/ended" ]; then echo "it ended with exit status $(cat "$1/ended")"; else echo 'it ended'; fi
}

not_started() {
  fail "$(cat "$notes/name") did not start: $1." "$(last_words "$notes")"
}

# wait_for CONDITION...: waits until the part that was started last is up.
wait_for() {
  tries=0
  until "$@"; do
    if has_ended "$notes"; then not_started "$(its_end "$notes")"; fi
    tries=$((tries + 1))
    [ "$tries" -le 300 ] || not_started 'it is not up after 30 seconds'
    sleep 0.1
  done
}

listens() {
  [ -S "$1/ctl" ]
}

# The clients of switches: each has a socket beside ctl.
clients() {
  for directory; do ls -A "$directory"; done | grep -Evc '^(ctl|\\..*)$' || :
}

# before DIRECTORY...: counts who is there, so that wait_for joined N DIRECTORY... knows when N more are.
before() {
  there=$(clients "$@")
}

joined() {
  more=$1
  shift
  [ "$(clients "$@")" -ge $((there + more)) ]
}

# free_directory DIRECTORY: nobody listens there. What a switch left that was killed is removed.
free_directory() {
  [ -S "$1/ctl" ] || return 0
  code=0
  timeout 1 vde_plug null:// "vde://$1" <&3 >/dev/null 2>&1 || code=$?
  [ "$code" -ne 124 ] || fail "Another switch already runs at $1." 'Stop that one first.'
  find "$1" -maxdepth 1 -type s -exec rm -f {} +
  rmdir "$1" 2>/dev/null || :
}

# wait_ready SECONDS CONDITION...: waits for the part before those behind it, but no longer than that.
wait_ready() {
  tries=$(($1 * 5))
  shift
  until "$@"; do
    if has_ended "$notes"; then not_started "$(its_end "$notes")"; fi
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      tell "$(cat "$notes/name") is not ready in time; those behind it start all the same." >&2
      return 0
    fi
    sleep 0.2
  done
}

printed() {
  grep -aqF -- "$1" "$notes/printed" 2>/dev/null
}`;

export const TERMINALS = `# What runs in each terminal. It names the terminal, and keeps it open when the machine failed.
cat >"$lab/terminal" <<'END_OF_TERMINAL'
name=$1
notes=$2
[ ! -t 1 ] || printf '\\033]0;%s\\007' "$name"
trap : INT QUIT
run='echo "$$" >"$notes/pid"; . "$notes/command"'
export notes
status=0
if command -v script >/dev/null 2>&1; then
  [ -t 0 ] || [ -p /dev/stdin ] || exec <"$notes/../quiet"
  SHELL=/bin/sh script -qefc "$run" "$notes/printed" || status=$?
else
  /bin/sh -c "$run" || status=$?
fi
[ ! -s "$notes/status" ] || status=$(cat "$notes/status")
echo "$status" >"$notes/ended"
if [ "$status" -ne 0 ] && [ -t 0 ]; then
  printf '\\n%s ended with exit status %s. Press Enter to close this.\\n' "$name" "$status"
  read -r answer
fi
END_OF_TERMINAL

# quoted WORD: as a word of the shell
quoted() {
  printf %s "$1" | sed "s/'/'\\\\\\\\''/g; 1s/^/'/; \\$s/\\$/'/"
  [ -n "$1" ] || printf "''"
}

# in_terminal NAME COMMAND...: runs a machine in a terminal of its own.
in_terminal() {
  name=$1
  shift
  {
    printf exec
    for word; do
      printf ' '
      quoted "$word"
    done
    echo
  } >"$notes/command"
  set -- /bin/sh "$lab/terminal" "$name" "$notes"
  if [ "$terminal" != tmux ]; then
    { "$terminal" -e "$@" <&3 >"$notes/terminal" 2>&1 || [ -s "$notes/ended" ] || echo "$?" >"$notes/ended"; } &
    pids="$! $pids"
  elif [ -S "$lab/tmux" ]; then
    tmux -S "$lab/tmux" new-window -d -n "$name" "$@"
  else
    tmux -S "$lab/tmux" -f /dev/null new-session -d -n "$name" "$@"
  fi
}`;
