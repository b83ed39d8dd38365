/**
 * Puts a call of `hit` into every block of a module: functions, branches, loops, cases, right sides of
 * `&&`, `||`, `??`, and both ends of `?:`. Only insertions, found by the parser that Vite has.
 *
 * The libraries were looked at first. @jazzer.js/core brings libFuzzer, but its prebuilt binary needs glibc
 * 2.38, which Debian 12 does not have, and building it fetches LLVM; istanbul's counters are objects, which
 * would have to be gone through after each of some thousand inputs a second.
 */
import { type ESTree, parseAst } from 'vite';

export interface Instrumented {
  readonly code: string;
  /** Blocks of the module, numbered from what was given as the first. */
  readonly blocks: number;
  /** Texts that stand in the module: what it compares its input with is among them. */
  readonly words: readonly string[];
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

type AnyNode = { type: string; start: number; end: number } & Record<string, unknown>;

const LONGEST_WORD = 40;

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as AnyNode).type === 'string';
}

class Instrumenter {
  readonly insertions: Insertion[] = [];
  readonly words = new Set<string>();
  #next: number;

  constructor(first: number) {
    this.#next = first;
  }

  get next(): number {
    return this.#next;
  }

  visit(node: AnyNode): void {
    this.#mark(node);
    if (node.type === 'Literal' && typeof node.value === 'string') this.#note(node.value);
    for (const value of Object.values(node)) {
      if (isNode(value)) this.visit(value);
      else if (Array.isArray(value)) for (const one of value) if (isNode(one)) this.visit(one);
    }
  }

  #note(word: string): void {
    if (word.length > 0 && word.length <= LONGEST_WORD) this.words.add(word);
  }

  #mark(node: AnyNode): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'CatchClause':
        this.#body(node.body);
        return;
      case 'IfStatement':
        this.#body(node.consequent);
        this.#body(node.alternate);
        return;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.#body(node.body);
        return;
      case 'SwitchCase':
        this.#case(node.consequent as AnyNode[]);
        return;
      case 'ConditionalExpression':
        this.#expression(node.consequent as AnyNode);
        this.#expression(node.alternate as AnyNode);
        return;
      case 'LogicalExpression':
        this.#expression(node.right as AnyNode);
        return;
    }
  }

  #call(): string {
    return `__hit(${this.#next++})`;
  }

  #body(body: unknown): void {
    if (!isNode(body)) return;
    if (body.type === 'BlockStatement') this.#insert(body.start + 1, `${this.#call()};`);
    else if (body.type.endsWith('Statement')) this.#wrap(body, `{${this.#call()};`, '}');
    else if (body.type !== 'VariableDeclaration') this.#expression(body);
  }

  #case(consequent: readonly AnyNode[]): void {
    const [first] = consequent;
    if (first !== undefined) this.#insert(first.start, `${this.#call()};`);
  }

  #expression(node: AnyNode): void {
    this.#wrap(node, `(${this.#call()},`, ')');
  }

  #insert(at: number, text: string): void {
    this.insertions.push({ at, text });
  }

  #wrap({ start, end }: AnyNode, before: string, after: string): void {
    this.#insert(start, before);
    this.#insert(end, after);
  }
}

/** Ends of inner nodes are put in before those of outer ones, begins of outer ones before inner ones. */
function inOrder(insertions: readonly Insertion[]): Insertion[] {
  const isEnd = ({ text }: Insertion) => text === ')' || text === '}';
  return insertions
    .map((one, index) => ({ ...one, index }))
    .sort((one, other) => {
      if (one.at !== other.at) return one.at - other.at;
      if (isEnd(one) !== isEnd(other)) return isEnd(one) ? -1 : 1;
      return isEnd(one) ? other.index - one.index : one.index - other.index;
    });
}

/**
 * @param code JavaScript, types taken out
 * @param first number of the module's first block
 * @param source the module that `hit` is imported from
 */
export function instrument(code: string, first: number, source: string): Instrumented {
  const instrumenter = new Instrumenter(first);
  instrumenter.visit(parseAst(code) as ESTree.Program as unknown as AnyNode);
  let result = `import { hit as __hit } from ${JSON.stringify(source)};`;
  let done = 0;
  for (const { at, text } of inOrder(instrumenter.insertions)) {
    result += code.slice(done, at) + text;
    done = at;
  }
  return {
    code: result + code.slice(done),
    blocks: instrumenter.next - first,
    words: [...instrumenter.words],
  };
}
