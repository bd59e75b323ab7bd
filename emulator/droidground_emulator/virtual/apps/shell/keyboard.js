// The on-screen keyboard.
export function renderKeyboard(shell) {
  shell.keyboardHeight = 0;
}
export function typeKey(shell, key) {}
