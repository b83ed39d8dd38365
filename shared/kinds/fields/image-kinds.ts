/** What an image of the library is for; fields of machines say which of them fit. */
export const imageKinds = ['cd', 'disk', 'kernel', 'initrd', 'rootfs'] as const;
export type ImageKind = (typeof imageKinds)[number];
