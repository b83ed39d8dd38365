/** What happened in the lab and to the drawing, newest last. */
export function ActivityView() {
  return <section className="activity-view" aria-label="Activity" />;
}
