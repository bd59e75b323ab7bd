// Web pages inside apps: frames with `sandbox`, which the system reaches only by messages to an agent
// beside the page. What a page could say in its agent's place concerns nobody but that page.
const WAIT_MS = 300;
const agents = new WeakMap(); // by frame

const framesOf = (view) => [...view.document.querySelectorAll("iframe[sandbox]")];

/** Listen to agents; `shell` serves what they ask. */
export function listenToWebviews(shell, apps) {
  window.addEventListener("message", ({ source, data, ports: [port] }) => {
    if (typeof data?.webview !== "string" || !port) return;
    for (const app of apps.children) {
      const frame = framesOf(app.contentWindow).find((one) => one.contentWindow === source);
      if (frame) attach(shell, frame, port, data.webview, Number(app.dataset.number));
    }
  });
}

function attach(shell, frame, port, url, number) {
  const agent = { port, focused: false, tree: null, walked: () => {} };
  agents.set(frame, agent);
  const execCommand = (command, _, text) => port.postMessage({ kind: "edit", value: [command, text] });
  agent.field = { ownerDocument: { execCommand, getSelection: () => "" } };
  const tell = (kind, detail) => frame.dispatchEvent(new frame.ownerDocument.defaultView.CustomEvent(kind, { detail }));
  const serve = {
    walked(tree) { agent.tree = tree; agent.walked(); },
    keyboard(shown) { agent.focused = shown; shell.call("keyboard", { shown }, number); },
    async choose({ options, selected }) {
      port.postMessage({ kind: "chosen", value: await shell.choose(options.map(String), selected) });
    },
    open: (to) => tell("leave", String(to)),
  };
  port.onmessage = ({ data }) => serve[data?.kind]?.(data.value);
  tell("arrive", url);
}

/** Learn what the web pages of a view hold; `webTree` gives it afterwards. */
export async function readWebviews(view, packageName) {
  const known = framesOf(view).map((frame) => agents.get(frame)).filter(Boolean);
  await Promise.all(known.map((agent) => new Promise((resolve) => {
    agent.walked = resolve;
    setTimeout(resolve, WAIT_MS);
    agent.port.postMessage({ kind: "walk", value: packageName });
  })));
}
export const webTree = (frame) => agents.get(frame)?.tree;

/** The field that has the focus in a web page, as far as the keyboard needs it; null when none has. */
export function webField(frame) {
  const agent = agents.get(frame);
  return agent?.focused ? agent.field : null;
}
