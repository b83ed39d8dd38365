/** Files that are worth having and whose makers publish their checksums. */
import type { Download } from '../../shared/contract/service-images';

/**
 * The digests are those that stand in the `.sha256` file beside each image. A newer version needs a new
 * entry: an address that always gives the newest has no fixed checksum.
 */
export const offers: readonly Download[] = [
  {
    id: 'alpine-virt-3.24.1',
    title: 'Alpine Linux 3.24.1, for virtual machines',
    url: 'https://dl-cdn.alpinelinux.org/alpine/v3.24/releases/x86_64/alpine-virt-3.24.1-x86_64.iso',
    sha256: 'e73a6241bd5f3c5c2d4d38c02cc52c378c0415a7c888bd292066bf36e0f41a39',
    bytes: 66_000_000,
  },
];
