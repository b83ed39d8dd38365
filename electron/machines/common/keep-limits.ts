/** Changes the limits of a machine that runs. */
import { FailureError } from '../../../shared/failure/failure';
import type { ResourceLimits } from '../../supervisor/process-limits';
import type { Child } from '../../supervisor/supervised-child';
import type { MachineContext } from './machine-driver';

/** Throws a FailureError when they cannot be kept; then those hold that held before. */
export function keepLimits(
  context: Pick<MachineContext, 'limitProcesses'>,
  child: Child,
  limits: ResourceLimits,
): void {
  const failure = context.limitProcesses(child, limits);
  if (failure !== null) throw new FailureError(failure);
}
