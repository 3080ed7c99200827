/** The group of tasks that people run: none is a second run of what a program runs once, and nothing waits for them. */
export const groupOfPeople = "slipway-run";
