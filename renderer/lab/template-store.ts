/** The templates of the palette, as the service last told them. */

import type { TemplateList } from '../../shared/contract/service-templates';
import { call, onConnected, onEvent } from '../connection/client';
import { pageStore } from '../page/page-state';
import { raiseThrown } from '../ui/notices';

export const useTemplates = pageStore<TemplateList>(() => ({ templates: [], broken: [] }));

/** Takes over what a call about templates answered. */
export function showTemplates({ templates, broken }: TemplateList): void {
  useTemplates.setState({ templates, broken });
}

function refresh(): void {
  call('templates.list', {}).then(showTemplates, raiseThrown);
}

/** Keeps the templates in step with the service for the life of the page. */
export function subscribeTemplates(): void {
  onEvent('templates.changed', refresh);
  onConnected(refresh);
}
