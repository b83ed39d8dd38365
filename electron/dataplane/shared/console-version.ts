/** The version in the console's greeting: vde_switch's whose commands these are, and the app's own. */
import manifest from '../../../package.json' with { type: 'json' };

export const CONSOLE_VERSION = `2.3.3-vdelab-${manifest.version}`;
