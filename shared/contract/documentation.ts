/** Where the page's folder has the app's documentation. README, guide and reference, as one text. */
export const DOCUMENTATION_FILE = 'documentation.txt';
export const DOCUMENTATION_PATH = `/${DOCUMENTATION_FILE}`;
