/** What `vdelab switch` prints about itself. */

export const USAGE = `Usage: vdelab switch [OPTIONS]
Runs one VDE switch, with the options of vde_switch.

  -s, --sock DIR         VDE directory that clients join by (also --vdesock, --unix);
                         /var/run/vde.ctl for root, else /tmp/vde.ctl
  -m, --mode MODE        permissions of its sockets, octal (default 0600; also --mod)
      --dirmode MODE     permissions of the directory, octal (default 02700)
  -g, --group GROUP      group that owns them
  -n, --numports N       number of ports (default 32)
  -x, --hub              repeat every frame, as a hub does
  -F, --fstp             take part in the fast spanning tree
      --priority N       bridge priority in it (default 0x8000)
      --macaddr MAC      the switch's own address
      --hashsize N       size of the address table, as the console shows it
  -t, --tap TAP          join a tap of this computer to a port; may be repeated
  -d, --daemon           go on in the background, once clients can join
  -p, --pidfile FILE     write the process's number to FILE
  -f, --rcfile FILE      management commands to begin with, instead of
                         ~/.vde2/vde_switch.rc or /etc/vde2/vde_switch.rc
  -M, --mgmt SOCK        path of the management socket
      --mgmtmode MODE    its permissions, octal (default 0600)
      --mgmtgroup GROUP  group that owns it
      --nostdin          take no commands from standard input, and do not end with it
  -h, --help             print this
  -v, --version          print the version
`;

export function versionText(version: string): string {
  return `VDE ${version}\nvdelab switch, a VDE switch with the options and the console of vde_switch.\n`;
}
