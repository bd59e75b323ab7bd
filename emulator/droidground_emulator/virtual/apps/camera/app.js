// Camera: a drawn scene stands before the lens; the shutter writes what the viewfinder shows as a JPEG.
import { empty, h, icon, run } from "/common/ui.js";
import { look, now } from "/clock/time.js";
import { draw, SIZE } from "./scene.js";

const FOLDER = "/storage/emulated/0/DCIM/Camera";
const here = { allowed: await phone.request("CAMERA"), front: false, last: null };

const stamp = (ms) => new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "_");

async function shoot(view) {
  await look();
  const canvas = document.querySelector("canvas");
  const text = canvas.toDataURL("image/jpeg", 0.9);
  const taken = await phone.files.list(FOLDER).catch(() => []);
  let name = `IMG_${stamp(now())}`;
  for (let number = 1; taken.some((one) => one.name === `${name}.jpg`); number += 1) name = `IMG_${stamp(now())}_${number}`;
  await phone.files.mkdir(FOLDER).catch(() => {});
  await phone.files.writeBytes(`${FOLDER}/${name}.jpg`, text.split(",")[1]);
  here.last = `${FOLDER}/${name}.jpg`;
  view.redraw();
}

const round = (glyph, label, id, onclick) =>
  h("button.round", { "aria-label": label, "data-id": id, "data-class": "android.widget.ImageButton", onclick }, icon(glyph));

function finder(view) {
  const { t } = view;
  if (!here.allowed) return h("section.page.camera", {}, empty("camera-off", t("not_allowed")));
  const canvas = h("canvas", { width: SIZE[0], height: SIZE[1], "data-key": String(here.front), "data-id": "preview_content", role: "img", "aria-label": t("viewfinder") });
  draw(canvas.getContext("2d"), here.front);
  const gallery = here.last && h("button.thumb", {
    "aria-label": t("last"), "data-id": "rounded_thumbnail_view", onclick: () => phone.start("com.android.gallery3d", null, `file://${here.last}`),
  }, h("img", { src: here.last, "aria-hidden": "true" }));
  return h("section.page.camera", {}, canvas,
    h("div.controls", {},
      gallery || h("span.thumb"),
      h("button.shutter", { "aria-label": t("shutter"), "data-id": "shutter_button", "data-class": "android.widget.ImageView", onclick: () => shoot(view) }),
      round("camera-flip-outline", t("switch"), "camera_toggle_button", () => { here.front = !here.front; view.redraw(); })));
}

await run({ folder: "/camera/labels", pages: { finder }, first: { name: "finder", args: {} } });
document.documentElement.dataset.bars = "light";
