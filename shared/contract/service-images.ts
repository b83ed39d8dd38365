/** The calls and events of the contract that are about the library of images. */
import { z } from 'zod';
import { failureSchema } from '../failure/failure';
import { imageKinds } from '../kinds/fields/image-kinds';
import { lineOfText } from '../kinds/fields/node-fields';

const nothing = z.object({});
const idOfImage = z.string().regex(/^[a-z0-9-]{1,64}$/);
const path = z.string().min(1).max(4096);

/** How a kernel or an initial ramdisk is meant to be booted, for those that belong together. */
export const guestSchema = z.object({
  machine: z.enum(['qemu', 'uml']),
  /** Paths; an empty kernel stands for the `linux.uml` of this computer. */
  kernel: z.string(),
  initrd: z.string(),
  append: lineOfText(2000),
  /** Memory in MiB. */
  memory: z.number().int(),
  /** QEMU's network card that the guest has a driver for; empty where there is no choice. */
  card: z.enum(['', 'e1000', 'virtio-net-pci']),
});

const imageSchema = z.object({
  id: idOfImage,
  name: z.string(),
  path: z.string(),
  kind: z.enum(imageKinds),
  /** As qemu-img names it: qcow2, raw, vmdk; what it is made as if it is no disk: iso, bzimage, elf, gzip. */
  format: z.string(),
  /** What a guest sees; what the file takes on this computer. */
  virtualBytes: z.number(),
  bytes: z.number(),
  /** Whether the file is still there. */
  exists: z.boolean(),
  /** Whether the file lies in the library's own folder, so that removing the image may delete it. */
  isOwn: z.boolean(),
  /** Names of the nodes of the open lab that use it. */
  users: z.array(z.string()),
  /** The guest that it is a part of; null if nobody knows. */
  guest: guestSchema.nullable(),
});

/** One of the offered downloads, or any address with its checksum. */
const wantedDownload = z.union([
  z.object({ offer: z.string().max(64) }),
  z.object({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    sha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
  }),
]);

/** A download, a recipe or a copy into the library. */
const imageJobSchema = z.object({
  id: z.string().max(64),
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What it does now: "Downloading", "Checking", "Packing". */
  step: z.string(),
  doneBytes: z.number(),
  /** 0 if nobody knows. */
  totalBytes: z.number(),
  failure: failureSchema.nullable(),
  /** The images that came of it. */
  images: z.array(idOfImage),
  /** What to give to `images.download` to go on with a download that was cut off; null if there is nothing. */
  resume: wantedDownload.nullable(),
});

/** In the order in which the library offers them. */
export const recipes = ['busybox-qemu', 'busybox-uml', 'uml-kernel'] as const;

const downloadSchema = z.object({
  id: z.string().max(64),
  title: z.string(),
  url: z.url(),
  /** Digest of the file in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** About how large it is. */
  bytes: z.number(),
});

const job = z.object({ job: imageJobSchema });
const images = z.object({ images: z.array(imageSchema) });

export const imageCalls = {
  'images.list': {
    params: nothing,
    result: images.extend({
      /** Where the library keeps its own files. */
      directory: z.string(),
      freeBytes: z.number(),
      jobs: z.array(imageJobSchema),
      downloads: z.array(downloadSchema),
    }),
  },
  /** Takes a file of this computer into the library, where it lies. */
  'images.add': { params: z.object({ path, kind: z.enum(imageKinds).optional() }), result: images },
  /** Begins to take in a file that was dropped on the page; its bytes follow. */
  'images.upload': {
    params: z.object({ name: z.string().min(1).max(255), bytes: z.number().int().min(0) }),
    result: job,
  },
  /** The next bytes of an upload, base64; in order, the last one ends it. */
  'images.uploadPart': {
    params: z.object({
      job: z.string().max(64),
      offset: z.number().int().min(0),
      data: z.base64().max(8_000_000),
    }),
    result: nothing,
  },
  'images.remove': {
    params: z.object({ id: idOfImage, deleteFile: z.boolean() }),
    result: images,
  },
  /** Goes on where an earlier one of the same file was cut off. */
  'images.download': { params: wantedDownload, result: job },
  'images.make': { params: z.object({ recipe: z.enum(recipes) }), result: job },
  /** Ends a job; forgets one that has ended, with what is kept of it to go on with. */
  'images.cancel': { params: z.object({ job: z.string().max(64) }), result: nothing },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const imageEvents = {
  'images.job': imageJobSchema,
  /** The library, or who uses it, changed: list it anew. */
  'images.changed': nothing,
} as const satisfies Record<string, z.ZodType>;

export type Image = z.infer<typeof imageSchema>;
export type Guest = z.infer<typeof guestSchema>;
export type ImageJob = z.infer<typeof imageJobSchema>;
export type Recipe = (typeof recipes)[number];

/** What the recipes are called, on their buttons and while they are under way. */
export const recipeTitles: Record<Recipe, string> = {
  'busybox-uml': 'Tiny guest for User-Mode Linux',
  'busybox-qemu': 'Tiny guest for QEMU',
  'uml-kernel': 'Newest kernel for User-Mode Linux',
};
export type Download = z.infer<typeof downloadSchema>;
