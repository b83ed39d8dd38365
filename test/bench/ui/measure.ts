/** What a part of the window's bench gives. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB/h' | 'MB' | '/s';
  /** What the figure should stay below; null where there is no such promise. */
  readonly goal: number | null;
}

export interface UiPart {
  readonly name: string;
  readonly title: string;
  /** Measures once. */
  measure(): Promise<Figure[]>;
}
