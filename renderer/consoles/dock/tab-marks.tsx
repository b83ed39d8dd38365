/** What a console's tab shows beside its name: that it rang, that typing goes to it too. */
import { Bell, RadioTower } from 'lucide-react';
import { t } from '../../i18n/translate';
import { useBroadcast } from '../broadcast/broadcast';
import { useBells } from '../tabs/bells';

/** The marks of a tab in words, each after a comma, for screen readers and tooltips. */
export function useMarkLabels(id: string): string {
  const rang = useBells(({ rung }) => rung.includes(id));
  const types = useBroadcast(({ members }) => members.includes(id));
  return `${rang ? `, ${t('bell')}` : ''}${types ? `, ${t('typing goes to it too')}` : ''}`;
}

export function TabMarks({ id }: { id: string }) {
  const rang = useBells(({ rung }) => rung.includes(id));
  const types = useBroadcast(({ members }) => members.includes(id));
  return (
    <>
      {rang && <Bell aria-hidden size={12} className="tab-mark tab-mark-bell" />}
      {types && <RadioTower aria-hidden size={12} className="tab-mark tab-mark-broadcast" />}
    </>
  );
}
