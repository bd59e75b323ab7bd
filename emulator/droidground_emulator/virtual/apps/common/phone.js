// What every page gets: the phone's state, its settings, files and content, and its buttons.
// Loaded first, in a frame of the system page (/shell/), which carries all calls to the phone.
(() => {
  const shell = window.parent.shell;
  const number = Number(window.frameElement.dataset.number);
  const call = (method, params = {}) => shell.call(method, params, number);
  const listeners = [], intents = [], backs = [], resumes = [];
  const root = document.documentElement;

  const phone = {
    state: shell.state,
    packageName: shell.packageName(number),
    intent: shell.intent(number),
    saved: shell.saved(number),            // what save() kept, after the page had to be made anew
    onChange(fn) { listeners.push(fn); fn(phone.state); },
    onIntent(fn) { intents.push(fn); fn(phone.intent); },
    onBack(fn) { backs.push(fn); },
    onResume(fn) { resumes.push(fn); },    // called when the page comes to the front
    get visible() { return window.frameElement.classList.contains("front") && !shell.ui.locked; },

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
      writeBytes: (path, base64) => call("files.write", { path, base64 }),
      copy: (path, to) => call("files.copy", { path, to }),
      remove: (path) => call("files.remove", { path }),
      mkdir: (path) => call("files.mkdir", { path }),
      rename: (path, to) => call("files.rename", { path, to }),
      stat: (path) => call("files.stat", { path }),
    },
    start: (packageName, activity, uri, extras) =>
      call("start", { package: packageName, activity, uri, extras }),
    stop: (packageName) => call("stop", { package: packageName }),
    finish: () => call("finish"),
    // {id, tag, title, text, channel, activity, uri, extras, ongoing}; a tap starts the app with uri and extras
    notify: (notification) => call("notify", notification),
    cancel: (id, tag = null) => call("cancel", { id, tag }),
    toast: (text) => call("toast", { text: String(text) }),
    save: (saved) => call("save", { saved }),
    setActivity: (activity) => call("activity", { activity }),
    setSecure: (secure) => call("secure", { secure: Boolean(secure) }),
    permit: (packageName, permission, granted) => call("permit", { package: packageName, permission, granted }),
    request: (permission) => call("request", { permission }),
    copy: (text) => call("copy", { text }),
    // a part of a URI without its escapes; a stray % stays as it is
    decoded: (text) => { try { return decodeURIComponent(text); } catch { return text; } },
    paste: () => call("paste"),
    keyboard: (shown) => call("keyboard", { shown }),
    wifi: { join: (ssid) => call("wifi.join", { ssid }), forget: (ssid) => call("wifi.forget", { ssid }) },
    storage: (packageName) => (packageName ? call("storage.app", { package: packageName }) : call("storage")),
    clearData: (packageName) => call("clear_data", { package: packageName }),
    reset: (what) => call(`reset.${what}`),
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

  // A keyboard that comes up must not hide the field it types into.
  window.addEventListener("resize", () => document.activeElement?.matches("input, textarea") && document.activeElement.scrollIntoView({ block: "nearest" }));

  new MutationObserver(() => { if (phone.visible) for (const fn of resumes) fn(); })
    .observe(window.frameElement, { attributes: true, attributeFilter: ["class"] });
  shell.equip(window);
  dress(phone.state);
})();
