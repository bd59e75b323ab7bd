// A person as the form sees it: fields, each a row of content://com.android.contacts/data.
const CONTACTS = "content://com.android.contacts";
const ITEM = "vnd.android.cursor.item";

export const KINDS = {
  given: { mimetype: `${ITEM}/name`, column: "data2" },
  family: { mimetype: `${ITEM}/name`, column: "data3" },
  organization: { mimetype: `${ITEM}/organization`, column: "data1", glyph: "domain" },
  phone: { mimetype: `${ITEM}/phone_v2`, column: "data1", glyph: "phone-outline", input: "tel" },
  email: { mimetype: `${ITEM}/email_v2`, column: "data1", glyph: "email-outline", input: "email" },
  note: { mimetype: `${ITEM}/note`, column: "data1", glyph: "text" },
};

const field = (kind, data) =>
  ({ kind, value: data?.[KINDS[kind].column] ?? "", type: Number(data?.data2 ?? 2) || 2, row: data?._id ?? null });

function fieldsOf(data) {
  return Object.keys(KINDS).flatMap((kind) => {
    const own = data.filter((one) => one.mimetype === KINDS[kind].mimetype);
    return own.length ? own.map((one) => field(kind, one)) : [field(kind)];
  });
}

export const blank = () => ({ id: null, name: "", starred: 0, fields: fieldsOf([]) });
export const filled = (fields) => fields.some((one) => one.value.trim());

export async function load(id) {
  const [person] = await phone.query(`${CONTACTS}/contacts/${id}`);
  const data = await phone.query(`${CONTACTS}/contacts/${id}/data`, { sort: "_id" });
  return { id, gone: !person, name: person?.display_name ?? "", starred: person?.starred ?? 0, fields: fieldsOf(data) };
}

/** Write what the form holds; a field left empty has no row. */
export async function save({ id, fields }) {
  const owner = id ?? await phone.insert(`${CONTACTS}/raw_contacts`, { account_type: null });
  const text = (kind) => fields.find((one) => one.kind === kind).value.trim();
  const names = [text("given"), text("family")];
  const name = { kind: "given", row: fields.find((one) => one.kind === "given").row };
  await put(owner, name, names.some(Boolean) && { data1: names.filter(Boolean).join(" "), data2: names[0], data3: names[1] });
  for (const one of fields.filter(({ kind }) => kind !== "given" && kind !== "family")) {
    const value = one.value.trim();
    await put(owner, one, value && { data1: value, ...(one.kind === "phone" && { data2: one.type }) });
  }
  return owner;
}

async function put(owner, { kind, row }, values) {
  if (row && values) return phone.update(`${CONTACTS}/data/${row}`, values);
  if (row) return phone.remove(`${CONTACTS}/data/${row}`);
  if (!values) return null;
  return phone.insert(`${CONTACTS}/data`, { raw_contact_id: owner, mimetype: KINDS[kind].mimetype, ...values });
}

/** The page an intent opens: a person, the form with what the intent says, or the list. */
export async function starts({ activity, uri, extras = {} }) {
  const id = uri?.match(/(?:contacts|people)\/(\d+)/)?.[1];
  if (activity?.endsWith("ContactEditorActivity")) {
    const args = id ? await load(Number(id)) : blank();
    const [given, ...family] = (extras.name ?? "").split(" ");
    const said = { given, family: family.join(" "), organization: extras.company, phone: extras.phone, email: extras.email, note: extras.notes };
    for (const one of args.fields) if (said[one.kind]) one.value = String(said[one.kind]);
    return { name: "edit", args };
  }
  return id ? { name: "person", args: await load(Number(id)) } : { name: "list", args: {} };
}
