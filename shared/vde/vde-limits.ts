/** Sizes that VDE and the kernel set, for the page's checks and for the service alike. */

/** A UNIX socket's path holds 108 bytes with its NUL. */
export const MAX_SOCKET_PATH_BYTES = 107;

/** A VDE client binds a socket in the switch's directory: libvdeplug adds `/.%05d-%05d` or more below it. */
export const MAX_VDE_DIRECTORY_BYTES = MAX_SOCKET_PATH_BYTES - '/.4194304-00000'.length;

/**
 * The longest directory of a switch that newer clients can join, whose own sockets are elsewhere: the switch
 * answers with the path of a socket below it, `/000.10`.
 */
export const MAX_SWITCH_DIRECTORY_BYTES = MAX_SOCKET_PATH_BYTES - '/000.10'.length;

/**
 * VLANs have the numbers 1 to this, beside 0 for what was not set otherwise: 802.1Q reserves 0 and 4095 only
 * (9.6 of its edition of 2018). vde_switch ends at 4093 (port.c of vde-2).
 */
export const MAX_VLAN = 4094;
