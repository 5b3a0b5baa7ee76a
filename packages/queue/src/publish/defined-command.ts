/**
 * Calls a command that `defineCommand` added. ioredis puts those on connections and pipelines at run time,
 * which its types cannot know.
 */
export function callDefined(target: object, name: string, args: readonly (string | number)[]): unknown {
  const command: unknown = Reflect.get(target, name);
  if (typeof command !== 'function') throw new TypeError(`${name} is not defined on this connection`);
  return Reflect.apply(command, target, args);
}
