/** The lab as a table: one row for each node, with what it is, does and carries. */
export function LabTable() {
  return <section className="lab-table" aria-label="Table of the lab" />;
}
