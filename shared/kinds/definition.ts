/** What a kind of node is: all that the document, its rules, the service and the page ask about one. */
import type { z } from 'zod';
import type { Finding } from '../failure/finding';
import type { FieldTable } from './permissions/field-table';

/**
 * `switch`: a drawn place that cables meet in, with numbered ports. `machine`: has network cards. `outside`: one
 * port that leads out of the drawing. `drawing`: only explains; nothing of it runs and no cable ends there.
 */
export type Role = 'switch' | 'machine' | 'outside' | 'drawing';

/** An image that a node uses. */
export interface ImageUse {
  readonly field: string;
  readonly image: string;
  /** Whether the node changes it, so that no other node may use it. */
  readonly writes: boolean;
}

/** What can be asked of a node of the kind. */
export interface KindTraits<Node> {
  readonly role: Role;
  /** The port numbers that cables may use, ascending. */
  ports(node: Node): number[];
  hasPort(node: Node, port: number): boolean;
  /** How a port is called on the drawing and in messages. */
  portLabel(node: Node, port: number): string;
  /** The ids of the parts that it cannot start without; none if it is missing. */
  needs?(node: Node): string[];
  /** Whether it runs inside of Vdelab, without a program of its own. */
  readonly isBuiltIn?: true;
  /** The images that it uses. */
  images?(node: Node): ImageUse[];
  /** Commands in which it gives itself addresses. */
  addressTexts?(node: Node): readonly string[];
  /** What is wrong with one node by itself. */
  findings?(node: Node): Finding[];
  /** What is wrong with all of them together; kinds that share the function are given to it together. */
  findingsOfAll?(nodes: readonly Node[]): Finding[];
  /** The fields whose change counts only from the next start on, or not at all while it runs. */
  readonly notRunning: readonly string[];
}

/** A kind with its schema. What a field can do on the computer is complete, or it does not compile. */
export interface KindDefinition<Schema extends z.ZodObject, AnyRole extends Role = Role>
  extends KindTraits<z.infer<Schema>> {
  readonly role: AnyRole;
  readonly schema: Schema;
  readonly permissions: FieldTable<z.infer<Schema>>;
}

/** What concerns the drawing alone, or counts from the next start on. */
export const unlessHostName = ['id', 'kind', 'x', 'y', 'locked', 'memberOf', 'start'] as const;
/** The same of nodes whose name is only a label. */
export const unlessNamed = [...unlessHostName, 'name'] as const;

/** Machines: a port for each of their network cards. */
export const machine = {
  role: 'machine',
  ports: ({ cards }: Carded) => cards.map((_, index) => index),
  hasPort: ({ cards }: Carded, port: number) => port < cards.length,
  portLabel: (_: Carded, port: number) => `eth${port}`,
} as const;

interface Carded {
  readonly cards: readonly unknown[];
}

/** What leads out of the drawing by its only port. */
export const outside = {
  role: 'outside',
  ports: () => [0],
  hasPort: (_: unknown, port: number) => port === 0,
} as const;

/** What only explains the drawing. */
export const drawing = {
  role: 'drawing',
  ports: () => [],
  hasPort: () => false,
  portLabel: (_: unknown, port: number) => String(port),
} as const;

export function defineKind<Schema extends z.ZodObject, AnyRole extends Role>(
  definition: KindDefinition<Schema, AnyRole>,
): KindDefinition<Schema, AnyRole> {
  return definition;
}
