// Beside every web page, in a world of its own: the page's scripts neither see it nor reach what it
// sees. It is put before each document, after equip.js and walker.js, and stays away from our pages.
if (self.origin === "null" && self !== top) {
  const { port1: host, port2 } = new MessageChannel();
  const say = (kind, value) => host.postMessage({ kind, value });
  const choosing = [];

  const answer = {
    walk(packageName) {
      const page = document.scrollingElement ?? document.documentElement;
      const scrollable = page.scrollHeight - innerHeight > 1 || page.scrollWidth - innerWidth > 1;
      say("walked", { title: document.title, scrollable, children: walkPage(window, packageName) });
    },
    chosen: (index) => choosing.shift()?.(index),
    edit: ([command, text]) => document.execCommand(command, false, text),
  };
  host.onmessage = ({ data }) => answer[data.kind](data.value);

  follow(window, {
    keyboard: (shown) => say("keyboard", shown),
    longPress: () => 400,
    choose: (options, selected) => new Promise((resolve) => {
      choosing.push(resolve);
      say("choose", { options, selected });
    }),
  });

  // Links open as the browser says, so that it knows where Back leads.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || link.protocol === "javascript:") return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) return;
    event.preventDefault();
    say("open", link.href);
  });
  addEventListener("DOMContentLoaded", () => {
    const still = new CSSStyleSheet(); // two runs show the same pixels
    still.replaceSync("* { caret-animation: manual; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });
  top.postMessage({ webview: location.href }, "*", [port2]);
}
