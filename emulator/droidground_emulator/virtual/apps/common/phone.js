// What every page gets: the phone's state, its settings, files and content, and its buttons.
// Loaded first, in a frame of the system page (/shell/), which carries all calls to the phone.
(() => {
  const shell = window.parent.shell;
  const number = Number(window.frameElement.dataset.number);
  const call = (method, params = {}) => shell.call(method, params, number);
  const listeners = [], intents = [], backs = [];
  const root = document.documentElement;

  const phone = {
    state: shell.state,
    packageName: shell.packageName(number),
    intent: shell.intent(number),
    saved: shell.saved(number),            // what save() kept, after the page had to be made anew
    onChange(fn) { listeners.push(fn); fn(phone.state); },
    onIntent(fn) { intents.push(fn); fn(phone.intent); },
    onBack(fn) { backs.push(fn); },

    put: (table, key, value) => call("put", { table, key, value: String(value) }),
    radio: (name, on) => call("radio", { name, on: Boolean(on) }),
    query: (uri, options = {}) => call("query", { uri, ...options }),
    insert: (uri, values) => call("insert", { uri, values }),
    update: (uri, values, where, args) => call("update", { uri, values, where, args }),
    remove: (uri, where, args) => call("remove", { uri, where, args }),
    files: {
      list: (path) => call("files.list", { path }),
      read: (path) => call("files.read", { path }),
      write: (path, text) => call("files.write", { path, text }),
      remove: (path) => call("files.remove", { path }),
      mkdir: (path) => call("files.mkdir", { path }),
      rename: (path, to) => call("files.rename", { path, to }),
      stat: (path) => call("files.stat", { path }),
    },
    start: (packageName, activity, uri, extras) =>
      call("start", { package: packageName, activity, uri, extras }),
    stop: (packageName) => call("end", { package: packageName }),
    finish: () => call("finish"),
    toast: (text) => call("toast", { text: String(text) }),
    save: (saved) => call("save", { saved }),
    setActivity: (activity) => call("activity", { activity }),
    setSecure: (secure) => call("secure", { secure: Boolean(secure) }),
    request: (permission) => call("request", { permission }),
    copy: (text) => call("copy", { text }),
    paste: () => call("paste"),
    keyboard: (shown) => call("keyboard", { shown }),
  };
  window.phone = phone;

  // Called by the system page.
  window.receive = {
    state(state) {
      phone.state = state;
      dress(state);
      for (const fn of listeners) fn(state);
    },
    intent(intent) {
      phone.intent = intent;
      for (const fn of intents) fn(intent);
    },
    back: () => backs.some((fn) => fn()),
  };

  function dress(state) {
    root.lang = state.locale;
    root.dir = state.rtl ? "rtl" : "ltr";
    root.dataset.theme = state.dark ? "dark" : "light";
    root.style.fontSize = `${16 * state.font_scale}px`;
    root.style.setProperty("--font-scale", state.font_scale);
    const edge = window.frameElement.dataset.edge === "true";
    root.style.setProperty("--inset-top", edge ? `${state.insets.top}px` : "0px");
    root.style.setProperty("--inset-bottom", edge ? `${state.insets.bottom}px` : "0px");
  }

  shell.equip(window);
  dress(phone.state);
})();
