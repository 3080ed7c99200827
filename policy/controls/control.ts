/** A control of the AWS Foundational Security Best Practices, and what the rules do about it. */
export interface Control {
  /** For example `RDS.3`. */
  readonly id: string;
  /** What it asks, in our words. */
  readonly title: string;
  readonly verdict: Verdict;
}

/**
 * Held by a rule, with a sentence where AWS's control asks for more than the rule; about something that no program here
 * makes; or not followed.
 */
type Verdict =
  | { readonly rule: string; readonly less?: string }
  | { readonly notApplicable: string }
  | { readonly waived: string };
