/** Opens the page in its window. */
import './connection/schemas-without-eval';
import './app/styles';
import { createPage } from './app/create-page';
import { transportOfWindow } from './connection/transport';
import { pageLanguage } from './i18n/translate';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

document.documentElement.lang = pageLanguage;
const page = createPage(root, transportOfWindow);

// While it is being developed: what takes the place of this module makes a page of its own.
import.meta.hot?.dispose(() => page.dispose());
