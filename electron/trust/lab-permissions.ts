/**
 * What the open lab may do on this computer: everything, as far as this user drew it here, and else what
 * they agreed to. It is asked by the lab before each start, so that no window and no shell can leave the
 * question out.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { ByHand } from '../../shared/contract/service-trust';
import type { DocumentDiff } from '../../shared/document/document-diff';
import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import type { FieldRequest } from '../../shared/kinds/permissions/field-table';
import { nodeInPermission, type Permission, requestsOfNode } from '../../shared/trust/permissions';
import { programContent } from '../system/files/program-content';
import { namedByImage } from './image-header';
import type { LabIdentity, SourceFile } from './lab-identity';
import type { TrustStore } from './trust-store';

/** How a permission was come by: made here, or agreed to (of a program: with this content). */
type Grounds = 'own' | 'agreed' | { readonly content: string };

/** Where a document came from. */
export type Origin =
  /** Drawn here, or part of the app. */
  | { readonly from: 'here' }
  | ({ readonly from: 'file' } & SourceFile)
  /** The bytes of a file whose place is not known. */
  | { readonly from: 'text'; readonly digest: string }
  /** Unsaved work of this user, and what was pending in it; undefined if that is not known. */
  | {
      readonly from: 'unsaved';
      readonly pending: readonly string[] | undefined;
      /** The file that it was read from or saved to, as it was then. */
      readonly file: SourceFile | null;
    };

function fileOf(origin: Origin): SourceFile | null {
  if (origin.from === 'unsaved') return origin.file;
  return origin.from === 'file' ? origin : null;
}

interface Asked {
  readonly key: string;
  readonly wish: FieldRequest;
  readonly node: TopologyNode;
}

/** Fields in which a part of what somebody else wrote stays theirs when it is added to. */
const WRITTEN_FIELDS: ReadonlySet<string> = new Set([
  'script',
  'command',
  'arguments',
  'append',
  'setup',
  'locator',
]);

/** Names a permission: by the kind of node, the field, the effect, and the very thing. */
export function keyOf(kind: string, { field, effect, what }: FieldRequest): string {
  const text = JSON.stringify([kind, field, effect, what]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const known = new WeakMap<TopologyNode, readonly Asked[]>();

function askedBy(node: TopologyNode): readonly Asked[] {
  const asked =
    known.get(node) ??
    requestsOfNode(node).map((wish) => ({ key: keyOf(node.kind, wish), wish, node }));
  known.set(node, asked);
  return asked;
}

function isSameField(one: TopologyNode, other: TopologyNode, field: string): boolean {
  const textOf = (node: TopologyNode) => JSON.stringify((node as Record<string, unknown>)[field]);
  return textOf(one) === textOf(other);
}

/** One for all nodes that ask for the same. */
function permissionsOf(asked: readonly Asked[]): Permission[] {
  const found = new Map<string, Permission>();
  for (const { key, wish, node } of asked) {
    const { effect, what, how, field } = wish;
    const known = found.get(key) ?? { key, effect, what, how, kind: node.kind, field, nodes: [] };
    known.nodes.push(nodeInPermission(node));
    found.set(key, known);
  }
  return [...found.values()];
}

export class LabPermissions {
  readonly #store: TrustStore;
  readonly #identity: LabIdentity;
  #lab = '';
  #granted = new Map<string, Grounds>();
  /** What stands in the drawing and came from somebody else. */
  #foreign = new Set<string>();

  constructor(store: TrustStore, identity: LabIdentity) {
    this.#store = store;
    this.#identity = identity;
  }

  /** Another document takes the place of the former one. */
  async opened(document: TopologyDocument, origin: Origin): Promise<void> {
    const remembered = origin.from === 'here' ? [] : await this.#store.grants(document.id);
    const mark = 'digest' in origin ? await this.#store.document(origin.digest) : undefined;
    const pending = origin.from === 'unsaved' ? origin.pending : mark?.pending;
    const isOwn = origin.from === 'here' || pending !== undefined;
    await this.#identity.opened(document, fileOf(origin));
    this.#lab = document.id;
    this.#granted = new Map();
    this.#foreign = new Set();
    for (const { key, content } of remembered) {
      this.#granted.set(key, content === null ? 'agreed' : { content });
    }
    for (const { key, wish } of Object.values(document.nodes).flatMap(askedBy)) {
      if (this.#granted.has(key)) continue;
      const content = mark?.contents[key];
      if (!isOwn || pending?.includes(key)) this.#foreign.add(wish.what);
      else this.#granted.set(key, content === undefined ? 'own' : { content });
    }
  }

  /** The lab got another id: what was agreed to goes on until it is opened again. */
  renewed(id: string): void {
    this.#lab = id;
    this.#identity.renewed(id);
  }

  /**
   * The drawing is about to be changed.
   *
   * @param before the drawing as it is
   * @param byHand null if nobody says that the user did it here
   */
  changed(diff: DocumentDiff, byHand: ByHand | null, before: TopologyDocument): void {
    const untrusted = new Set(byHand?.untrusted ?? []);
    const { added, updated } = diff.nodes;
    const changes = [...added.map((to) => [undefined, to] as const), ...updated];
    for (const [from, to] of changes) {
      const isByHand = byHand !== null && !untrusted.has(to.id);
      if (untrusted.has(to.id)) this.#revokeUnused(to, before);
      for (const asked of askedBy(to)) {
        if (this.#granted.has(asked.key)) continue;
        if (isByHand && this.#isOwnWish(from, asked)) this.#granted.set(asked.key, 'own');
        else this.#foreign.add(asked.wish.what);
      }
    }
  }

  /** What was drawn here once and is gone does not speak for what comes from elsewhere. */
  #revokeUnused(node: TopologyNode, { nodes }: TopologyDocument): void {
    const own = askedBy(node).filter(({ key }) => this.#granted.get(key) === 'own');
    if (own.length === 0) return;
    const used = new Set(
      Object.values(nodes).flatMap((other) => askedBy(other).map(({ key }) => key)),
    );
    for (const { key } of own) if (!used.has(key)) this.#granted.delete(key);
  }

  /** Whether an edit by hand made the wish, rather than left it or wrote more into it. */
  #isOwnWish(from: TopologyNode | undefined, { wish, node }: Asked): boolean {
    if (this.#foreign.has(wish.what)) return false;
    if (from === undefined || from.kind !== node.kind) return true;
    const before = askedBy(from).filter((asked) => asked.wish.field === wish.field);
    const wasOwn = before.every(({ key }) => this.#granted.has(key));
    if (isSameField(from, node, wish.field)) return wasOwn && before.length > 0;
    return wasOwn || !WRITTEN_FIELDS.has(wish.field);
  }

  /** What nodes would do and nobody agreed to, each once. */
  async pending(nodes: readonly TopologyNode[]): Promise<Permission[]> {
    const open: Asked[] = [];
    for (const node of nodes) open.push(...(await this.#pendingOf(node)));
    return permissionsOf(open);
  }

  /** What nodes do that was not drawn here, agreed to or not. */
  foreign(nodes: readonly TopologyNode[]): Permission[] {
    const asked = nodes.flatMap(askedBy);
    return permissionsOf(asked.filter(({ key }) => this.#granted.get(key) !== 'own'));
  }

  async #pendingOf(node: TopologyNode): Promise<readonly Asked[]> {
    const asked = askedBy(node);
    if (asked.length === 0) return [];
    const open: Asked[] = [];
    for (const one of asked) if (!(await this.#isGranted(one))) open.push(one);
    // Only what may be read is looked into for what else it names.
    return open.length > 0 ? open : this.#namedBy(asked);
  }

  async #isGranted({ key, wish }: Asked): Promise<boolean> {
    const grounds = this.#granted.get(key);
    if (grounds === undefined) return false;
    if (typeof grounds === 'string') return true;
    return (await programContent(wish.what)) === grounds.content;
  }

  /** What the headers of a QEMU machine's images name. */
  async #namedBy(asked: readonly Asked[]): Promise<Asked[]> {
    const images = asked.filter(
      ({ node, wish }) => node.kind === 'qemu' && /^(disks|cdrom)$/.test(wish.field),
    );
    const found: Asked[] = [];
    for (const { wish, node, key } of images) {
      const isOwn = this.#granted.get(key) === 'own';
      for (const { effect, what, image } of await namedByImage(
        wish.what,
        wish.effect === 'writes',
      )) {
        // Images that were chosen here may stand on their neighbours.
        if (isOwn && dirname(what) === dirname(image)) continue;
        const how = `since the header of ${image} names it`;
        const named: FieldRequest = { effect, what, how, field: wish.field };
        const one = { key: keyOf(node.kind, named), wish: named, node };
        if (!this.#granted.has(one.key)) found.push(one);
      }
    }
    return found;
  }

  /** The user agrees to what is pending in these nodes, as far as it is named. */
  async grant(
    nodes: readonly TopologyNode[],
    keys: ReadonlySet<string>,
    remember: boolean,
  ): Promise<void> {
    const lab = this.#lab;
    const granted = new Map<string, string | null>();
    for (const { key, wish } of (
      await Promise.all(nodes.map((node) => this.#pendingOf(node)))
    ).flat()) {
      if (!keys.has(key) || granted.has(key)) continue;
      const content = wish.isProgram ? await programContent(wish.what) : null;
      granted.set(key, content);
      if (this.#lab === lab) this.#take(key, wish.what, content);
    }
    if (!remember || granted.size === 0) return;
    await this.#store.addGrants([...granted].map(([key, content]) => ({ lab, key, content })));
  }

  #take(key: string, what: string, content: string | null): void {
    this.#granted.set(key, content === null ? 'agreed' : { content });
    this.#foreign.delete(what);
  }

  /** Whether a path may be run: not if the drawing names it and nobody agreed to that. */
  async mayRun(path: string, { nodes }: TopologyDocument): Promise<boolean> {
    if (this.#foreign.has(path)) return false;
    const asked = Object.values(nodes).flatMap(askedBy);
    for (const one of asked.filter(({ wish }) => wish.isProgram && wish.what === path)) {
      if (!(await this.#isGranted(one))) return false;
    }
    return true;
  }

  /** What stands open in a document, to be written down with it. */
  openIn(document: TopologyDocument): string[] {
    const keys = Object.values(document.nodes)
      .flatMap(askedBy)
      .map(({ key }) => key);
    return [...new Set(keys.filter((key) => !this.#granted.has(key)))];
  }

  /** The document was saved: these bytes are known from now on. */
  async saved(document: TopologyDocument, file: SourceFile): Promise<void> {
    const contents: Record<string, string> = {};
    for (const [key, grounds] of this.#granted) {
      if (typeof grounds !== 'string') contents[key] = grounds.content;
    }
    const pending = this.openIn(document);
    await this.#store.addDocument({ digest: file.digest, pending, contents });
    await this.#identity.saved(document, file);
  }
}
