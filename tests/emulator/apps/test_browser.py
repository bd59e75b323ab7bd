"""The browser shows pages of the phone's storage, and keeps them apart from the phone."""

from collections.abc import Iterator

from droidground_emulator.virtual.screen.base import Node
from tests.emulator.apps.hand import Hand

FOLDER = "/sdcard/Download"
FORM = """<!doctype html><title>Order</title>
<p><a href="other.html">Other page</a> <a href="http://example.com/">Outside</a></p>
<form action="other.html"><label>Name <input name="n" id="name"></label>
<label><input type="checkbox" id="agree"> I agree</label>
<select id="size" name="s"><option>Small<option>Large</select>
<input type="submit" value="Send"></form>
<button onclick="alert('Boo')">Shout</button>
<div style="height: 3000px"></div><p>The end</p>"""
OTHER = """<!doctype html><title>Other</title><h1>Here</h1><p id="q"></p>
<script>q.textContent = "got " + location.search</script>"""
THIEF = """<!doctype html><title>Thief</title><button onclick="steal()">Steal</button><pre id="loot"></pre>
<script>
const put = {id: 1, method: "put", params: {table: "system", key: "stolen", value: "1"}, page: 1};
const attempts = {
  parent: () => parent.phone.put("system", "stolen", "1"),
  system: () => top.shell.call("put", put.params),
  frames: () => [...Array(top.frames.length).keys()].map((n) => top.frames[n].phone.state),
  document: () => parent.document.body.innerHTML,
  top: () => { top.location.href = "about:blank"; return "went"; },
  storage: () => localStorage.length,
};
async function steal() {
  let got = "";
  for (const [name, attempt] of Object.entries(attempts)) {
    try { got += `${name} ${attempt()};`; } catch { got += `${name} no;`; }
  }
  for (const url of ["secret.txt", "../../data/system/users/0/global", "https://phone.test/shell/shell.js",
    "..%2f..%2fdata/system/users/0/global", "https://storage.test/data/system/users/0/global"]) {
    await fetch(url, { mode: "cors" }).then((reply) => reply.text()).then((text) => { got += `got ${text};`; }, () => {});
    const image = new Image();
    image.src = url;
    await image.decode().then(() => { got += `saw ${url};`; }, () => {});
  }
  history.go(-1);
  phoneCall(JSON.stringify(put));
  document.getElementById("loot").textContent = `${got}done`;
}
</script>"""  # noqa: E501


def start(hand: Hand, **pages: str) -> None:
    for name, html in pages.items():
        hand.system.files.write(f"{FOLDER}/{name}.html", html.encode())
    hand.shell(
        f"am start -a android.intent.action.VIEW -d file://{FOLDER}/{next(iter(pages))}.html"
    )


def test_a_form_links_and_back(hand: Hand) -> None:
    start(hand, form=FORM, other=OTHER)
    web = hand.see("Order")
    assert web.class_name == "android.webkit.WebView"
    assert web.scrollable
    inside = {node.resource_id or node.text: node for node in below(web)}
    assert inside["name"].class_name == "android.widget.EditText"
    assert inside["size"].class_name == "android.widget.Spinner"
    assert not inside["agree"].checked
    hand.tap("agree")
    assert hand.see("agree").checked
    hand.tap("size", "Large")
    hand.fill("name", "Ann")
    hand.tap("Send")
    hand.see("got ?n=Ann&s=Large")
    assert hand.see("url_bar").text == f"file://{FOLDER}/other.html?n=Ann&s=Large"
    hand.back()
    hand.tap("Other page")
    hand.see("got")
    hand.back()
    hand.tap("Outside")
    hand.see("This phone has no internet: http://example.com/ can't be reached")
    hand.back()
    hand.tap("Shout")
    hand.see("Boo")
    hand.tap("OK")
    assert "The end" not in hand.words()
    for _ in range(3):
        hand.phone.swipe((500, 2000), (500, 300))
    hand.see("The end")


def below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from below(child)


def test_a_page_reaches_nothing_of_the_phone(hand: Hand) -> None:
    hand.shell(f"echo hush > {FOLDER}/secret.txt")
    start(hand, thief=THIEF)
    hand.tap("Steal")
    loot = "parent no;system no;frames no;document no;top no;storage no;done"
    assert hand.see("loot").text == loot
    assert hand.shell("settings get system stolen") == "null\n"
    hand.see("Thief")


def test_a_typed_address(hand: Hand) -> None:
    hand.system.files.write(f"{FOLDER}/a page.html", OTHER.encode())
    hand.open("com.android.chrome/com.google.android.apps.chrome.Main")
    for text, shown in (
        (f"{FOLDER}/a page.html", "Here"),
        ("example.com", "This phone has no internet: http://example.com/ can't be reached"),
    ):
        hand.tap("home_button", "url_bar")
        hand.system.screen.type_text(text)
        hand.system.screen.key("ENTER")
        hand.see(shown)
    hand.back()
    hand.back()
    assert hand.see("url_bar").text == f"file://{FOLDER}/a%20page.html"
