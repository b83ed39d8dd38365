/** Where the window was when it was last closed. A lost or broken file only means the usual place. */
import { z } from 'zod';
import { parseJson } from '../../shared/text/json-check';
import { readRegularSync, writeRegularSync } from '../system/files/regular-file';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(640).max(20_000),
  height: z.number().int().min(400).max(20_000),
  isMaximized: z.boolean(),
});

export type WindowBounds = z.infer<typeof boundsSchema>;
export type Area = Pick<WindowBounds, 'x' | 'y' | 'width' | 'height'>;

/** So much of the title bar must be on a screen to be grasped, in pixels. */
const GRASP = 80;

function isReachable(bounds: Area, screen: Area): boolean {
  const overlap =
    Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const top = bounds.y >= screen.y && bounds.y + GRASP <= screen.y + screen.height;
  return overlap >= GRASP && top;
}

/** The remembered place, or null if there is none that can be seen on one of the screens. */
export function restoreBounds(file: string, screens: readonly Area[]): WindowBounds | null {
  try {
    const bounds = boundsSchema.parse(parseJson(readRegularSync(file)));
    return screens.some((screen) => isReachable(bounds, screen)) ? bounds : null;
  } catch {
    return null;
  }
}

/** Remembers the place; a full disk must not keep the window from closing. */
export function rememberBounds(file: string, bounds: WindowBounds): void {
  try {
    writeRegularSync(file, JSON.stringify(bounds));
  } catch (error) {
    console.error('vdelab: the place of the window could not be remembered:', error);
  }
}
