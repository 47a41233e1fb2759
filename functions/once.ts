/** Makes `create` run once, at the first call, and again only when it failed. */
export function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    if (!made) {
      made = create();
      made.catch(() => {
        made = undefined;
      });
    }
    return made;
  };
}
