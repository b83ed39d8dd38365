/** Style sheets are bundled by importing them for their effect. */
declare module '*.css';
