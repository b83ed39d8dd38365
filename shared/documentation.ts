/** Where the page's folder has the app's documentation. It is the README, as people read it as text. */
export const DOCUMENTATION_FILE = 'documentation.txt';
export const DOCUMENTATION_PATH = `/${DOCUMENTATION_FILE}`;
