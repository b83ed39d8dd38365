/** The panel of a switch or hub: settings, ports with their VLANs, traffic, what it learned, its tree. */

import { type KeyboardEvent, type ReactNode, useId } from 'react';
import type { SwitchNode } from '../../../shared/document/topology';
import { type SwitchTab, useSwitchTab } from '../../editor/navigation/switch-tab';
import { t } from '../../i18n/translate';
import { useWatchedSwitch } from '../../lab/telemetry-subscription';
import { NodeForm } from '../forms/node-form';
import { AddressTable } from './address-table';
import { CountersTable } from './counters-table';
import { Directory } from './directory';
import { PortTable } from './port-table';
import { TreePanel } from './tree-panel';

const titles: Record<SwitchTab, string> = {
  settings: 'Settings',
  ports: 'Ports',
  traffic: 'Traffic',
  addresses: 'MAC table',
  tree: 'Tree',
};

function tabsOf(node: SwitchNode): readonly SwitchTab[] {
  if (node.kind === 'hub') return ['settings', 'ports', 'traffic'];
  return ['settings', 'ports', 'traffic', 'addresses', 'tree'];
}

function content(tab: SwitchTab, node: SwitchNode): ReactNode {
  switch (tab) {
    case 'settings':
      return (
        <div className="form">
          <Directory node={node.id} />
          <NodeForm node={node} />
        </div>
      );
    case 'ports':
      return <PortTable node={node} />;
    case 'traffic':
      return <CountersTable node={node} />;
    case 'addresses':
      return <AddressTable node={node} />;
    case 'tree':
      return <TreePanel node={node} />;
  }
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

function Tabs({ tabs, tab, id }: { tabs: readonly SwitchTab[]; tab: SwitchTab; id: string }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (tabs.indexOf(tab) + step + tabs.length) % tabs.length;
    useSwitchTab.setState({ tab: tabs[next]! });
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      className="panel-tabs"
      role="tablist"
      aria-label={t('Parts of the panel')}
      onKeyDown={onKeyDown}
    >
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`${id}-${one}`}
          aria-selected={one === tab}
          aria-controls={`${id}-panel`}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => useSwitchTab.setState({ tab: one })}
        >
          {t(titles[one])}
        </button>
      ))}
    </div>
  );
}

export function SwitchPanel({ node }: { node: SwitchNode }) {
  const id = useId();
  const chosen = useSwitchTab(({ tab }) => tab);
  useWatchedSwitch(node.id);
  const tabs = tabsOf(node);
  const tab = tabs.includes(chosen) ? chosen : 'settings';
  return (
    <>
      <Tabs tabs={tabs} tab={tab} id={id} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {content(tab, node)}
      </div>
    </>
  );
}
