/** The part of an exported script that bridges taps to interfaces of this computer, and undoes it. */

/**
 * Shell functions: `bridge_tap TAP INTERFACE`, and `undo_bridges` for the end. They do what
 * tap-bridge.ts does: use a bridge that is there, or make one around the interface and move its
 * addresses and routes.
 */
export const BRIDGE_FUNCTIONS = `bridges=
joined=

# All global addresses of an interface, and its routes, those without a gateway first.
addresses_of() {
  ip -o addr show dev "$1" scope global | awk '{print $4 ($5 == "brd" ? " broadcast " $6 : "")}'
}
routes_of() {
  for family in -4 -6; do
    ip "$family" route show dev "$1" | sed -e 's/ linkdown//' -e 's/ dead//' -e '/^fe80:/d' -e "s/^/$family route replace /"
  done | awk '/ via /{last[n++]=$0; next} {print} END {for (i = 0; i < n; i++) print last[i]}'
}

# Gives an interface the addresses and routes that were written down.
give_to() {
  # Each line holds arguments of ip.
  while read -r address; do as_root ip addr replace $address dev "$1"; done <"$lab/addresses-$2"
  while read -r route; do as_root ip $route dev "$1"; done <"$lab/routes-$2"
}

# Joins a tap to a bridge of this computer, or to one that is made around an interface.
bridge_tap() {
  if [ -d "/sys/class/net/$2/bridge" ]; then
    bridge=$2
  elif [ -e "/sys/class/net/$2/brport" ]; then
    bridge=$(basename "$(readlink "/sys/class/net/$2/brport/bridge")")
  else
    bridge=$(printf 'br-%.12s' "$2")
    addresses_of "$2" >"$lab/addresses-$2"
    routes_of "$2" >"$lab/routes-$2"
    as_root ip link add name "$bridge" address "$(cat "/sys/class/net/$2/address")" type bridge
    bridges="$bridges $2"
    as_root ip link set dev "$2" master "$bridge"
    as_root ip link set dev "$2" up
    as_root ip link set dev "$bridge" up
    # The last one first: deleting the first one of a network deletes the others.
    for address in $(sed -e 's/ .*//' -e '1!G;h;$!d' "$lab/addresses-$2"); do as_root ip addr del "$address" dev "$2"; done
    give_to "$bridge" "$2"
  fi
  [ -e "/sys/class/net/$1/brport" ] || joined="$joined $1"
  as_root ip link set dev "$1" master "$bridge"
}

undo_bridges() {
  for tap in $joined; do as_root ip link set dev "$tap" nomaster 2>/dev/null || :; done
  for port in $bridges; do
    as_root ip link del dev "$(printf 'br-%.12s' "$port")"
    give_to "$port" "$port"
  done
}`;
