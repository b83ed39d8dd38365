/** Changes the limits of a machine that runs. */
import { FailureError } from '../../../shared/failure';
import type { MachineContext } from '../machine-driver';
import type { Child } from '../supervised-child';
import type { ResourceLimits } from './process-limits';

/** Throws a FailureError when they cannot be kept; then those hold that held before. */
export function keepLimits(
  context: Pick<MachineContext, 'limitProcesses'>,
  child: Child,
  limits: ResourceLimits,
): void {
  const failure = context.limitProcesses(child, limits);
  if (failure !== null) throw new FailureError(failure);
}
