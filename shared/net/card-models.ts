/** QEMU's `-device` names for network cards that the inspector offers. */
export const cardModels = [
  'e1000',
  'e1000e',
  'virtio-net-pci',
  'virtio-net-device',
  'rtl8139',
  'ne2k_pci',
  'pcnet',
  'vmxnet3',
] as const;
