/** The app's mark and name. */

export function AppMark() {
  return (
    <h1 className="app-mark">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path className="mark-line" d="M12 7v4M12 11 5.500 17M12 11l6.500 6" />
        <circle className="mark-top" cx="12" cy="5" r="3" />
        <circle className="mark-node" cx="5" cy="18.500" r="2.750" />
        <circle className="mark-node" cx="19" cy="18.500" r="2.750" />
      </svg>
      <span>Vdelab</span>
    </h1>
  );
}
