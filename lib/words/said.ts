/** The shape that every language fills: the same keys, the same arguments. */
export type Said<English> = {
  [Key in keyof English]: English[Key] extends (args: infer Args) => string ? (args: Args) => string : string;
};
