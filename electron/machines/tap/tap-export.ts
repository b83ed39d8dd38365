/** The taps of an exported script: made, configured, bridged and put back as the app does it. */
import type { TapNode } from '../../../shared/document/topology';
import { plugLines } from '../../export/script/script-network';
import { IP, type ScriptPart, VDE_PLUG } from '../../export/script/script-part';
import { commandLine, comment } from '../../export/script/shell-words';
import { BRIDGE_FUNCTIONS } from './bridge-export';

const TAP_FUNCTIONS = `# Makes a tap of the user's, unless it is there already.
make_tap() {
  if [ -e "/sys/class/net/$1" ]; then
    [ -e "/sys/class/net/$1/tun_flags" ] || fail "There is already an interface $1, and it is no tap." 'Choose another name.'
    return 0
  fi
  as_root ip tuntap add mode tap name "$1" user "$(id -u)" || fail "The tap $1 was not made."
  taps="$taps $1"
}

# What is to be put back at the end; what goes with a tap of the script's own need not be.
undo_later() {
  case " $taps " in *" $1 "*) return 0 ;; esac
  shift
  say "$*" >>"$lab/undo"
}

tap_address() {
  if ip -o addr show dev "$1" | grep -qF " $2 "; then return 0; fi
  as_root ip addr replace "$2" dev "$1" || fail "The tap $1 did not get its address."
  undo_later "$1" addr del "$2" dev "$1"
}

tap_up() {
  if ip -o link show dev "$1" up | grep -q .; then return 0; fi
  as_root ip link set "$1" up || fail "The tap $1 was not set up."
  undo_later "$1" link set "$1" down
}`;

/** What makes a tap and sets it up; who joins it to the lab comes after it. */
function tapLines(node: TapNode): string[] {
  const name = node.interface;
  return [
    comment(`Tap ${node.name}: an interface of this computer`),
    commandLine('make_tap', name),
    ...(node.address === '' ? [] : [commandLine('tap_address', name, node.address)]),
    ...(node.up ? [commandLine('tap_up', name)] : []),
    ...(node.bridge === '' ? [] : [commandLine('bridge_tap', name, node.bridge)]),
  ];
}

export const tapExport: ScriptPart<TapNode> = {
  needs: () => [VDE_PLUG, IP],
  needsTun: true,
  functions: TAP_FUNCTIONS,
  lines: (drawing, node) => [
    ...tapLines(node),
    ...plugLines(drawing, node, `tap://${node.interface}`),
  ],
  ending: ({ bridge }) =>
    bridge === '' ? null : { functions: BRIDGE_FUNCTIONS, undo: 'undo_bridges' },
};
