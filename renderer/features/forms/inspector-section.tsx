/** A part of the inspector that can be folded. Whether it is open is remembered for all nodes alike. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { changeSettings, useSettings } from '../../i18n/settings';

export function InspectorSection({
  id,
  title,
  summary,
  closed = false,
  children,
}: {
  /** Its name in the settings. */
  id: string;
  title: string;
  /** What it holds, in a few words, that is to be seen while it is closed too. */
  summary?: string;
  /** Whether it is closed until somebody opens it. */
  closed?: boolean;
  children: ReactNode;
}) {
  const open = useSettings(({ sections }) => sections[id] ?? !closed);
  const remember = (isOpen: boolean) => {
    if (isOpen === open) return;
    changeSettings({ sections: { ...useSettings.getState().sections, [id]: isOpen } });
  };
  return (
    <details
      className="inspector-section"
      open={open}
      onToggle={({ currentTarget }) => remember(currentTarget.open)}
    >
      <summary>
        <ChevronRight aria-hidden />
        <span className="section-title">
          {title}
          {summary !== undefined && <small> {summary}</small>}
        </span>
      </summary>
      <div className="section-fields">{children}</div>
    </details>
  );
}
