/** The version of the app, as in package.json. */
import manifest from '../../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;
