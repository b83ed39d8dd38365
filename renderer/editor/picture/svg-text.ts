/** Writing SVG: escaping, numbers, tags; and the fonts that stand in for the app's own. Pure. */

export const SANS = "'Inter Variable', Inter, system-ui, 'DejaVu Sans', sans-serif";
export const MONO = "'JetBrains Mono Variable', 'JetBrains Mono', 'DejaVu Sans Mono', monospace";

export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  // Control characters but tab and line break are not allowed in XML, not even escaped.
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function tag(
  name: string,
  attributes: Record<string, string | number>,
  content = '',
): string {
  const text = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escapeXml(value)}"`,
    )
    .join('');
  return content === '' ? `<${name}${text}/>` : `<${name}${text}>${content}</${name}>`;
}
