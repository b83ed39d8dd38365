/**
 * How a field of a document is classified by what it can do on the computer that runs the lab, and the
 * walk that finds what a record asks for. A table names every field of a type: one that is missing does
 * not compile. See document-fields.ts for the tables.
 */

/** What a lab may want of the computer that it is started on, the gravest first. */
export const effects = ['runs', 'writes', 'reads', 'reaches'] as const;
/**
 * `runs`: a program of the document's choice, as the user. `writes`, `reads`: a path. `reaches`: opens a
 * way to this computer or its network.
 */
export type Effect = (typeof effects)[number];

/** One thing that a field asks for. */
export interface Wish {
  readonly effect: Effect;
  /** The very thing, word for word as the document has it: a path, a script, an interface. */
  readonly what: string;
  /** How it is used, as the rest of a sentence that begins with the effect. */
  readonly how: string;
  /** It is a file that is run: an answer is about its content as well. */
  readonly isProgram?: true;
}

/**
 * `harmless`: numbers and names that lead to nothing outside of the lab. `text`: only ever shown, or given
 * to a guest. `with`: what it does is said in the wishes of another field beside it.
 */
type FieldRule<Value, Owner, Root> =
  | 'harmless'
  | 'text'
  | { readonly with: keyof Owner & string }
  | {
      readonly can: readonly Effect[];
      wishes(value: Value, owner: Owner, root: Root): readonly Wish[];
    };

type KeyOf<Union> = Union extends unknown ? keyof Union : never;
type ValueOf<Union, Key> = Union extends unknown
  ? Key extends keyof Union
    ? Union[Key]
    : never
  : never;
type Plain = string | number | boolean;

type RuleOf<Value, Owner, Root> = [Value] extends [Plain | readonly Plain[]]
  ? FieldRule<Value, Owner, Root>
  : [Value] extends [readonly (infer Item)[]]
    ? { readonly each: FieldTable<Item, Root> }
    : string extends KeyOf<Value>
      ? { readonly each: FieldTable<ValueOf<Value, string>, Root> }
      : { readonly fields: FieldTable<Value, Root> };

/** A rule for each field of a type, those of nested records and of all members of a union included. */
export type FieldTable<Type, Root = Type> = {
  readonly [Key in KeyOf<Type> & string]-?: RuleOf<NonNullable<ValueOf<Type, Key>>, Type, Root>;
};

/** A wish with the field of the record that it came from. */
export interface FieldRequest extends Wish {
  readonly field: string;
}

type AnyRule =
  | 'harmless'
  | 'text'
  | { readonly with: string }
  | {
      readonly can: readonly Effect[];
      wishes(value: unknown, owner: unknown, root: unknown): readonly Wish[];
    }
  | { readonly each: AnyTable }
  | { readonly fields: AnyTable };
interface AnyTable {
  readonly [key: string]: AnyRule;
}

function ownRequests(table: AnyTable, key: string, owner: object, root: object): readonly Wish[] {
  const rule = table[key];
  const value = (owner as Record<string, unknown>)[key];
  return rule === undefined || value === null || value === undefined
    ? []
    : wishesOf(rule, value, owner, root);
}

function wishesBelow(table: AnyTable, owner: object, root: object): readonly Wish[] {
  return Object.keys(owner).flatMap((key) => ownRequests(table, key, owner, root));
}

function wishesOf(rule: AnyRule, value: unknown, owner: object, root: object): readonly Wish[] {
  if (typeof rule === 'string' || 'with' in rule) return [];
  if ('wishes' in rule) return rule.wishes(value, owner, root);
  if ('fields' in rule) return wishesBelow(rule.fields, value as object, root);
  return Object.values(value as object).flatMap((item) => wishesBelow(rule.each, item, root));
}

/** All that a record asks for, by the first-level field that it stands in. */
export function fieldRequests<Type extends object>(
  table: FieldTable<Type>,
  record: Type,
): FieldRequest[] {
  return Object.keys(record).flatMap((field) =>
    ownRequests(table as AnyTable, field, record, record).map((wish) => ({ ...wish, field })),
  );
}
