/** A label within a sentence: `Name` as `name`; `DNS address` as it is. */
export function inSentence(label: string): string {
  const [first = '', second = ''] = label;
  const isName = second !== second.toLowerCase();
  return isName ? label : first.toLowerCase() + label.slice(first.length);
}
