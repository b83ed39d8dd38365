/** The texts of the page, read from its sources: the keys of t() and those of tables of data. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Constants whose texts are translated where they are shown. */
const TABLES: ReadonlySet<string> = new Set([
  'abilityNames',
  'alignments',
  'anAddress',
  'cardsForm',
  'cardSyntax',
  'channelText',
  'colourNames',
  'conditionSpecs',
  'controlLabels',
  'distributions',
  'drawingWays',
  'formNames',
  'formSections',
  'formTypes',
  'groups',
  'hints',
  'accesses',
  'interfaces',
  'ipv4',
  'kindLabel',
  'levels',
  'carrierText',
  'modes',
  'mouseWays',
  'roles',
  'runLabel',
  'sectionLabel',
  'shapes',
  'signs',
  'sourceTitles',
  'stateTitles',
  'stateLabel',
  'states',
  'stepNames',
  'sysrqCommands',
  'themeLabels',
  'titles',
  'viewTitles',
  'topicTitles',
  'words',
]);
/** Properties of tables that say something else than a text. */
const DATA: ReadonlySet<string> = new Set([
  'align',
  'before',
  'below',
  'colour',
  'command',
  'editor',
  'extensions',
  'field',
  'formats',
  'icon',
  'id',
  'images',
  'key',
  'kind',
  'menu',
  'namePrefix',
  'part',
  'recipe',
  'section',
  'shortcut',
  'symbol',
  'tool',
  'type',
  'value',
]);

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

/** The literals that an argument can be. */
function literals(node: ts.Expression): string[] {
  if (isText(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isConditionalExpression(node)) {
    return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) return [...literals(node.left), ...literals(node.right)];
  return [];
}

/** The texts of a table, without the data between them. */
function tableTexts(node: ts.Node): string[] {
  if (isText(node)) return [node.text];
  if (ts.isPropertyAssignment(node)) {
    return DATA.has(node.name.getText()) ? [] : tableTexts(node.initializer);
  }
  const texts: string[] = [];
  ts.forEachChild(node, (child) => {
    texts.push(...tableTexts(child));
  });
  return texts;
}

function isTable(node: ts.VariableDeclaration): boolean {
  return TABLES.has(node.name.getText());
}

const isTopLevel = (node: ts.VariableDeclaration) => ts.isSourceFile(node.parent.parent.parent);

/** Functions that take a table: what a form says about a field, what the page shows of a kind. */
const TAKING_TABLES: ReadonlySet<string> = new Set(['field', 'defineView', 'switchFields']);

/** The texts that a call is given, without those that it translates itself. */
function textsOfCall({ expression, arguments: given }: ts.CallExpression): string[] {
  if (expression.getText() === 't') return given[0] === undefined ? [] : literals(given[0]);
  if (!TAKING_TABLES.has(expression.getText().replace(/^\w+\./, ''))) return [];
  return given.filter((one) => isText(one) || ts.isObjectLiteralExpression(one)).flatMap(formTexts);
}

/** The texts of the properties themselves; functions translate theirs. */
function formTexts(node: ts.Node): string[] {
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(formTexts);
  if (!ts.isPropertyAssignment(node)) return tableTexts(node);
  const isPlain = isText(node.initializer) || ts.isObjectLiteralExpression(node.initializer);
  return isPlain ? tableTexts(node) : [];
}

/** The keys that a source file of the page uses. */
export function textsOf(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) texts.push(...textsOfCall(node));
    if (ts.isVariableDeclaration(node) && isTopLevel(node) && isTable(node)) {
      texts.push(...(node.initializer === undefined ? [] : tableTexts(node.initializer)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts.filter((text) => /\p{L}/u.test(text));
}
