/** The texts of the page, read from its sources: the keys of t() and those of tables of data. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Constants whose texts are translated where they are shown. */
const TABLES: ReadonlySet<string> = new Set([
  'abilityNames',
  'addableMachines',
  'addableNetwork',
  'addableNotes',
  'addableOutside',
  'alignments',
  'cardSyntax',
  'channelText',
  'colourNames',
  'commands',
  'conditionSpecs',
  'controlLabels',
  'distributions',
  'drawingHints',
  'drawingWays',
  'formNames',
  'formSections',
  'formTypes',
  'groups',
  'hints',
  'accesses',
  'interfaces',
  'ipv4',
  'kindTitles',
  'kindLabel',
  'levels',
  'carrierText',
  'menuTitles',
  'modes',
  'mouseWays',
  'oneLine',
  'roles',
  'runLabel',
  'sectionLabel',
  'shapes',
  'shortLabels',
  'signs',
  'sourceTitles',
  'stateTitles',
  'stateLabel',
  'states',
  'stepNames',
  'submenuTitles',
  'sysrqCommands',
  'terminalKeys',
  'themeLabels',
  'titles',
  'viewTitles',
  'topicTitles',
  'words',
]);
/** Properties of tables that say something else than a text. */
const DATA: ReadonlySet<string> = new Set([
  'align',
  'command',
  'extensions',
  'field',
  'formats',
  'icon',
  'id',
  'images',
  'key',
  'kind',
  'menu',
  'recipe',
  'shortcut',
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
  const type = node.type?.getText() ?? '';
  return TABLES.has(node.name.getText()) || /\bFieldSpec\b/.test(type);
}

const isTopLevel = (node: ts.VariableDeclaration) => ts.isSourceFile(node.parent.parent.parent);

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
    if (ts.isCallExpression(node) && node.expression.getText() === 't') {
      texts.push(...(node.arguments[0] === undefined ? [] : literals(node.arguments[0])));
    }
    if (ts.isVariableDeclaration(node) && isTopLevel(node) && isTable(node)) {
      texts.push(...(node.initializer === undefined ? [] : tableTexts(node.initializer)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts.filter((text) => /\p{L}/u.test(text));
}
