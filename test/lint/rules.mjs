/** Lint rules that no tool brings along. `.oxlintrc.json` says where each of them holds. */

function calledName(node) {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return calledName(node.object);
  if (node.type === 'CallExpression') return calledName(node.callee);
  return '';
}

/** `describe(...)`, `describe.each(...)(...)`, `describeWith(...)(...)`: a list of tests, as long as it is. */
function isListOfTests({ parent }) {
  return parent.type === 'CallExpression' && calledName(parent.callee).startsWith('describe');
}

/** ESLint's rule of this name, but for lists of tests. */
const maxLinesPerFunction = {
  meta: { schema: [{ type: 'object' }] },
  create(context) {
    const { max } = context.options[0];
    const check = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines <= max || isListOfTests(node)) return;
      const message = `The function has ${lines} lines. Maximum allowed is ${max}.`;
      context.report({ node, message });
    };
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      ArrowFunctionExpression: check,
    };
  },
};

/** What a module remembers outlives the page that it was loaded for; stores belong to a page. */
const noModuleLet = {
  meta: { schema: [] },
  create(context) {
    const report = (node) =>
      context.report({
        node,
        message:
          'A module must not remember anything: keep it in a store or in what `create…` returns.',
      });
    return {
      'Program > VariableDeclaration[kind=let]': report,
      'Program > ExportNamedDeclaration > VariableDeclaration[kind=let]': report,
    };
  },
};

/** A barrel, or a piece of one: it hides where a name lives and imports more than is asked for. */
const noReExport = {
  meta: { schema: [] },
  create(context) {
    const report = (node) =>
      context.report({ node, message: 'Import this name from the module that defines it.' });
    return {
      ExportAllDeclaration: report,
      'ExportNamedDeclaration[source]': report,
    };
  },
};

export default {
  meta: { name: 'vdelab' },
  rules: {
    'max-lines-per-function': maxLinesPerFunction,
    'no-module-let': noModuleLet,
    'no-re-export': noReExport,
  },
};
