/** The folders of an app that a test starts: it neither reads nor writes those of this computer's user. */
import { join } from 'node:path';

/** Names of variables of the environment, all for places below `folder`. */
export function ownFolders(folder: string) {
  return {
    // The file dialog begins there, and shells of hosts do.
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
}
