export async function start() { return 0; }
