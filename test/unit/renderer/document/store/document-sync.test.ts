import { describe, expect, it } from 'vitest';
import { addNode, renameDocument, renameNode } from '../../../../../renderer/document/edits/edits';
import { DocumentSync, type SyncPort } from '../../../../../renderer/document/store/document-sync';
import type { Workspace } from '../../../../../shared/contract/service';
import { applyDiff, type DocumentDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument, type TopologyDocument } from '../../../../../shared/document/topology';
import { type Failure, FailureError } from '../../../../../shared/failure/failure';

/** The service's side of the document: takes changes in order and refuses stale ones. */
class Service implements SyncPort {
  document: TopologyDocument = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  revision = 0;
  /** What the page shows after a reload. */
  reloaded: TopologyDocument | null = null;
  readonly failures: Failure[] = [];
  /** Refuses the next change with this code. */
  refuse: Failure['code'] | null = null;
  changes = 0;

  async shown() {}

  async change(revision: number, diff: DocumentDiff) {
    this.changes++;
    await Promise.resolve();
    const code = this.refuse ?? (revision === this.revision ? null : 'document-stale');
    this.refuse = null;
    if (code !== null) throw new FailureError({ code, message: 'No.', next: 'Try again.' });
    this.document = applyDiff(this.document, diff);
    return { revision: ++this.revision };
  }

  async fetch(): Promise<Workspace> {
    const { document, revision } = this;
    return { document, revision, opening: 'one', path: null, dirty: true, recovery: [] };
  }

  reload(_: Workspace, document: TopologyDocument) {
    this.reloaded = document;
  }

  failed(failure: Failure) {
    this.failures.push(failure);
  }

  sent() {}
}

function named(document: TopologyDocument, name: string): DocumentDiff {
  return renameDocument(document, name);
}

describe('DocumentSync', () => {
  it('sends edits in order, each on the revision of the one before', async () => {
    const service = new Service();
    const sync = new DocumentSync(service);
    let local = service.document;
    for (const name of ['one', 'two', 'three']) {
      const diff = named(local, name);
      local = applyDiff(local, diff);
      sync.push(diff);
    }
    expect(sync.busy).toBe(true);
    await sync.settled();
    expect(sync.busy).toBe(false);
    expect(service.document.name).toBe('three');
    expect(service.revision).toBe(3);
    expect(service.reloaded).toBeNull();
  });

  it('fits unsent edits to what another window did meanwhile', async () => {
    const service = new Service();
    const { diff, id } = addNode(service.document, 'pc', { x: 0, y: 0 });
    service.document = applyDiff(service.document, diff);
    const sync = new DocumentSync(service);
    const mine = renameNode(service.document, id, 'alice');
    const node = service.document.nodes[id];
    if (node === undefined) throw new Error('no node');
    service.document = {
      ...service.document,
      nodes: { [id]: { ...node, x: 77 } },
    };
    service.revision = 1;
    sync.push(mine);
    await sync.settled();
    expect(service.document.nodes[id]).toMatchObject({ name: 'alice', x: 77 });
    expect(service.reloaded).toEqual(service.document);
    expect(service.failures).toEqual([]);
  });

  it('drops an edit that the service refuses, says so, and goes on with the next', async () => {
    const service = new Service();
    const sync = new DocumentSync(service);
    service.refuse = 'document-rules';
    const first = named(service.document, 'refused');
    sync.push(first);
    const { diff, id } = addNode(service.document, 'hub', { x: 0, y: 0 });
    sync.push(diff);
    await sync.settled();
    expect(service.failures.map(({ code }) => code)).toEqual(['document-rules']);
    expect(service.document.name).not.toBe('refused');
    expect(service.document.nodes[id]).toBeDefined();
    expect(service.reloaded?.nodes[id]).toBeDefined();
  });

  it('keeps edits over a lost connection and sends them after it', async () => {
    const service = new Service();
    const sync = new DocumentSync(service);
    service.refuse = 'interrupted';
    sync.push(named(service.document, 'kept'));
    await sync.settled();
    expect(service.changes).toBe(1);
    expect(service.failures).toEqual([]);
    expect(service.document.name).not.toBe('kept');
    sync.rebase(await service.fetch());
    expect(service.reloaded?.name).toBe('kept');
    sync.resume();
    await sync.settled();
    expect(service.document.name).toBe('kept');
  });

  it('knows its own changes when it hears of them', async () => {
    const service = new Service();
    const sync = new DocumentSync(service);
    sync.push(named(service.document, 'mine'));
    await sync.settled();
    expect(sync.heard(1)).toBe(false);
    expect(sync.heard(2)).toBe(true);
    expect(sync.heard(2)).toBe(false);
  });
});
