/** One thing that is wrong with the drawing or the running lab, as lists show it. */
import type { Finding } from '../../../shared/failure/finding';

export interface Problem extends Finding {
  readonly id: string;
  /** Whether the drawing or the running lab has it. */
  readonly from: 'drawing' | 'lab';
}
