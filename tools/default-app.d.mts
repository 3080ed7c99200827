/** Whether a test is about the files at the top and no others. */
export function isOfTheTop(file: string): boolean;

/** Files at the top of the checkout `root` that are not the default app's. */
export function filesOfTheTeam(root: string): string[];

/** A copy of the checkout `root` with the default app at its top, to be removed. */
export function mirrorOf(root: string): { readonly folder: string; remove(): void };
