/** What the service does for each call about templates. */
import type { templateCalls } from '../../shared/contract/service-templates';
import type { Templates } from '../templates/templates';
import type { Handlers } from './session';
import type { LabTrust } from './trust-handlers';

export function templateHandlers(
  templates: Templates,
  trust: LabTrust,
): Pick<Handlers, keyof typeof templateCalls> {
  return {
    'templates.list': () => templates.list(),
    'templates.get': ({ id }) => templates.get(id),
    'templates.save': ({ document, name, description }) =>
      templates.save(document, name, description, trust.isAgreed(document)),
    'templates.change': ({ id, name, description }) => templates.change(id, name, description),
    'templates.remove': ({ id }) => templates.remove(id),
    'templates.importFile': ({ path }) => templates.importFile(path),
    'templates.importText': ({ text }) => templates.importText(text),
  };
}
