/** The end of an exported script: what it looks after while the lab runs, and how all of it is taken down. */

/** @param undo functions to call when everything has ended */
export const stopFunctions = (
  undo: readonly string[],
) => `# Ends a process and what it started; an interactive shell only heeds HUP.
end() {
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    end "$child" "\${2:-TERM}"
    kill -s HUP "$child" 2>/dev/null || :
  done
  kill -s "\${2:-TERM}" "$1" 2>/dev/null || :
}

# The processes in the network namespaces of hosts, who wrote them down: also those that left their parents.
members() {
  cat "$lab"/m-*/namespaces 2>/dev/null | grep '^net:' >"$lab/spaces"
  ls -l /proc/[0-9]*/ns/net 2>/dev/null | grep -F -f "$lab/spaces" | sed 's|.*/proc/\\([0-9]*\\)/ns/net .*|\\1|'
}

end_all() {
  for process in $(members); do kill -s "$1" "$process" 2>/dev/null; done
  for note in "$lab"/m-*; do
    [ ! -s "$note/pid" ] || [ -s "$note/ended" ] || end "$(cat "$note/pid")" "$1"
  done
  for pid in $pids; do end "$pid" "$1"; done
}

alive() {
  for pid in $pids $(cat "$lab"/m-*/pid 2>/dev/null); do
    if kill -0 "$pid" 2>/dev/null; then return 0; fi
  done
  return 1
}

stop() {
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  end_all TERM
  tries=0
  while alive && [ "$tries" -lt 50 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  end_all KILL
  [ ! -S "$lab/tmux" ] || tmux -S "$lab/tmux" kill-server 2>/dev/null
  wait${undo.map((name) => `\n  ${name}`).join('')}
  for tap in $taps; do as_root ip tuntap del mode tap name "$tap"; done
  # Each line holds arguments of ip.
  [ ! -e "$lab/undo" ] || while read -r words; do as_root ip $words; done <"$lab/undo"
  rm -rf "$lab"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM`;

export const FOOT = `# Tells once of each part that ends, and of startup scripts that failed.
look_after() {
  for notes in "$lab"/part-* "$lab"/m-*; do
    [ -s "$notes/name" ] || continue
    if [ -s "$notes/script-status" ] && [ ! -e "$notes/told-script" ]; then
      : >"$notes/told-script"
      status=$(cat "$notes/script-status")
      [ "$status" = 0 ] || tell "The startup script of $(cat "$notes/name") ended with exit status $status." >&2
    fi
    if [ ! -e "$notes/told" ] && has_ended "$notes"; then
      : >"$notes/told"
      tell "$(cat "$notes/name") has ended: $(its_end "$notes")." "$(last_words "$notes")" >&2
    fi
  done
}

look_after
[ ! -S "$lab/tmux" ] || say "The consoles are in another terminal: tmux -S $lab/tmux attach"
say 'The lab is up; Ctrl-C stops it. Machines are then switched off: shut them down before, in their consoles.'
while :; do
  look_after
  sleep 1 &
  wait "$!" || :
done`;
