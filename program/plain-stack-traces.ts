/**
 * The SDK takes a stack trace of every promise that it makes. `source-map-support`, which it has registered by now, looks
 * each line of them up in the maps of all that is loaded, for two fifths of the time that the program computes on the
 * engine. Node's own traces name the same places, since the TypeScript that it runs keeps its lines.
 */
Reflect.deleteProperty(Error, "prepareStackTrace");
