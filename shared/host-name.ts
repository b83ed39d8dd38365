/** A node's name as a host name: letters, digits and hyphens (RFC 1123); the fallback for names without. */
export function hostName(name: string, fallback: string): string {
  return name.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || fallback;
}
