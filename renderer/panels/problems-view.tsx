/** All that stands in the way of the lab: what the rules find, and what failed while it ran. */
export function ProblemsView() {
  return <section className="problems-view" aria-label="Problems" />;
}
