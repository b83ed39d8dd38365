/** What the service does for each call about templates. */
import type { templateCalls } from '../../shared/service-templates';
import type { Templates } from '../templates/templates';
import type { Handlers } from './session';

export function templateHandlers(templates: Templates): Pick<Handlers, keyof typeof templateCalls> {
  return {
    'templates.list': () => templates.list(),
    'templates.get': ({ id }) => templates.get(id),
    'templates.save': ({ document, name, description, isOwn }) =>
      templates.save(document, name, description, isOwn),
    'templates.change': ({ id, name, description }) => templates.change(id, name, description),
    'templates.remove': ({ id }) => templates.remove(id),
    'templates.importFile': ({ path }) => templates.importFile(path),
    'templates.importText': ({ text }) => templates.importText(text),
  };
}
