/** `slipway:app` and `slipway:release` as they stand in a stack file, with their comments. */
export interface BlocksText {
  readonly app: string;
  readonly release: string;
}
