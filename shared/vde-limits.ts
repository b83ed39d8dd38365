/** Sizes that VDE and the kernel set, for the page's checks and for the service alike. */

/** A UNIX socket's path holds 108 bytes with its NUL; libvdeplug adds `/.%05d-%05d` or more below it. */
export const MAX_VDE_DIRECTORY_BYTES = 107 - '/.4194304-00000'.length;
