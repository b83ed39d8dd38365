/** The data plane's worker with management commands that hang it: in this order. */
import './commands';
import '../../../electron/dataplane/worker/worker';
