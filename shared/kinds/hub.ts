/** Hubs, which repeat every frame to every port. */
import { z } from 'zod';
import { defineKind, unlessNamed } from './definition';
import { placed } from './fields/node-fields';
import { numbered, placesFindings, switchFields, switchPermissions } from './switch-places';

export const hubKind = defineKind({
  schema: z.object({
    ...placed,
    kind: z.literal('hub'),
    ...switchFields('Taking ports away removes their cables.'),
  }),
  ...numbered,
  isBuiltIn: true,
  findingsOfAll: placesFindings,
  notRunning: unlessNamed,
  permissions: switchPermissions,
});
