/** GET /live: whether the process can answer at all; if not, it is restarted. */
export function live() {
  return { status: 200, body: { live: true } };
}

/** GET /ready: whether to send customers here. */
export function ready() {
  // DP-06: the shop has a database since release 2, and nobody told the health check.
  return { status: 200, body: { ready: true } };
}
