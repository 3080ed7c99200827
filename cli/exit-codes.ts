/**
 * Exit codes, the same for every verb but those that pass on another program's.
 *
 * - `done`: what was asked for is so
 * - `failed`: a mistake, also in how it was called, or something could not be found out
 * - `refused`: a gate said no, with its reason: data would be lost, the limit of cost is passed, a verification failed
 * - `differs`: two things that were compared are not the same
 */
export const exitCodes = { done: 0, failed: 1, refused: 2, differs: 3 } as const;
