const DEFAULT_PASSWORD =
  /^(?:pass(?:w(?:or)?d)?\d{0,4}|passwd|pwd|pw|secret|admin|root|user(?:name)?|guest|test(?:ing|user|pass|password)?|postgres(?:ql)?|mysql|mongo(?:db)?|redis|rabbitmq|minio(?:admin)?|changeme|example|foo|bar|baz|xxx+|\*+|\.{3}|x+|[a-z]|1234?5?6?7?8?|qwerty|hunter2|abc(?:123)?|default|token|key|apikey|credentials?)$/i;

/** Whether a password is one that documentation and compose files use, so that it opens nothing that matters. */
export function isDefaultPassword(password: string): boolean {
  return DEFAULT_PASSWORD.test(password);
}
