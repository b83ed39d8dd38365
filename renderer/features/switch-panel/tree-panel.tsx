/** The spanning trees of a running switch: who is root, the way there, each port's role and state. */

import { nameOf, type SwitchNode } from '../../../shared/document/topology';
import type { VlanTree } from '../../../shared/lab/switch-view';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useLab, useNodeStatus } from '../../lab/lab-store';
import { blockedPorts, bridgeOwner, portLabel, sortedPorts } from '../../lab/spanning-tree';

function useRootName({ root }: VlanTree): string {
  const owner = useLab(({ nodes }) => bridgeOwner(nodes, root));
  return useDocument(({ document }) => {
    const node = owner === undefined ? undefined : document.nodes[owner];
    return node === undefined ? t('a switch outside of the drawing') : nameOf(node);
  });
}

function Summary({ tree }: { tree: VlanTree }) {
  const root = useRootName(tree);
  if (tree.isRoot) return <p>{t('This switch is the root.')}</p>;
  return (
    <p>
      {tree.rootPort === null
        ? t('The root is {{root}}, at cost {{cost}}.', { root, cost: tree.cost })
        : t('The root is {{root}}, through port {{port}}, at cost {{cost}}.', {
            root,
            port: tree.rootPort,
            cost: tree.cost,
          })}
    </p>
  );
}

function TreePorts({ tree }: { tree: VlanTree }) {
  return (
    <table
      className="counters tree-ports"
      aria-label={t('Spanning tree of VLAN {{vlan}}', { vlan: tree.vlan })}
    >
      <thead>
        <tr>
          <th scope="col">{t('Port')}</th>
          <th scope="col">{t('Role')}</th>
          <th scope="col">{t('State')}</th>
        </tr>
      </thead>
      <tbody>
        {sortedPorts(tree).map((port) => {
          const { role, state, blocked } = portLabel(port);
          return (
            <tr key={port.port}>
              <th scope="row">{port.port}</th>
              <td>{t(role)}</td>
              <td data-some={blocked || undefined}>{t(state)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Tree({ tree, open }: { tree: VlanTree; open: boolean }) {
  return (
    <details className="tree" open={open}>
      <summary>
        <strong>{t('VLAN {{vlan}}', { vlan: tree.vlan })}</strong>
        <span className="badge" data-root={tree.isRoot || undefined}>
          {tree.isRoot ? t('root') : t('by port {{port}}', { port: tree.rootPort ?? '–' })}
        </span>
        {blockedPorts(tree).map((port) => (
          <span key={port} className="badge" data-blocked>
            {t('port {{port}} blocked', { port })}
          </span>
        ))}
      </summary>
      <Summary tree={tree} />
      <p className="field-help">
        {t('Root')} <code>{tree.root}</code>
        <br />
        {t('Bridge ID')} <code>{tree.bridge}</code>
      </p>
      <TreePorts tree={tree} />
    </details>
  );
}

/** More trees than this start closed. */
const FEW_TREES = 2;

export function TreePanel({ node }: { node: SwitchNode }) {
  const { state, trees } = useNodeStatus(node.id);
  if (node.kind === 'hub' || !node.fstp) {
    return (
      <p className="field-help">
        {t(
          'The spanning tree of {{name}} is off. Turn it on in the settings if its cables make a loop.',
          { name: node.name },
        )}
      </p>
    );
  }
  if (state !== 'running') {
    return (
      <p className="field-help">
        {t('Start {{name}} to see its spanning tree.', { name: node.name })}
      </p>
    );
  }
  return (
    <div className="form">
      {trees.map((tree) => (
        <Tree key={tree.vlan} tree={tree} open={trees.length <= FEW_TREES} />
      ))}
    </div>
  );
}
