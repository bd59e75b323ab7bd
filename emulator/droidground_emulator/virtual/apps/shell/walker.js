// From what the pages show to what uiautomator reads.
export function walk(shell) { return []; }
