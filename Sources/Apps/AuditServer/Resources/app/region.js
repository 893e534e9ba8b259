// What a region is, and what changes of one are sent.

export const FIELDS = ["status", "box", "class", "parent", "order"];

export const snapshot = (region) =>
  Object.fromEntries(FIELDS.map((field) => [field, structuredClone(region[field] ?? null)]));

export const isPersons = (key) => key.startsWith("h");

export const newKey = () =>
  "h" + [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const isOpen = (region) => region.status === "open";

/** Put aside by the batch, without a word from a person. */
export const isPutAside = (region) => isOpen(region) && region.decision === "ignored";

/** Waits for a person; of what the batch put aside, only what may be a box after all. */
export const isDoubtful = (region) =>
  isOpen(region) && !isPersons(region.key) && (region.decision !== "ignored" || region.gain > 0);

/** Put aside for good, or a drawing that was taken back: shown only where asked for. */
export const isHidden = (region) =>
  (isPutAside(region) && !isDoubtful(region)) ||
  (isPersons(region.key) && region.status !== "accepted");

/** A region as the server tells it: what it leaves out is null. */
export const complete = (region) =>
  ({ by: null, at: null, gate: null, agreement: null, parent: null, ...region });

export const same = (one, other) => {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((v, at) => Math.abs(v - other[at]) < 0.02);
  }
  return typeof one === "number" && typeof other === "number"
    ? Math.abs(one - other) < 1e-6 : (one ?? null) === (other ?? null);
};

/** The edit that turns a region, as it is now, into what is wanted. */
export function editFor(key, now, wanted) {
  const edit = { key, version: now?.version ?? 0, status: wanted.status };
  if (wanted.status === "open") return edit;
  for (const field of FIELDS) {
    if (field === "status" || !(field in wanted)) continue;
    if (!now || !same(now[field], wanted[field])) edit[field] = wanted[field];
  }
  return edit;
}

/** Whether a region is already what an edit asks for. */
export const fulfils = (region, edit) =>
  FIELDS.every((field) => !(field in edit) || same(region[field], edit[field]));

export const drawnRegion = (key, wanted) => ({
  key, version: 0, by: null, at: null, sigma: [0, 0, 0, 0], classes: [], score: 1,
  decision: "accepted", why: "drawn by a person", flags: [], gate: null, agreement: null,
  gain: 0, parts: [], text: "", parent: null, order: 0, ...wanted,
});

export const inOrder = (regions) =>
  [...regions].sort((one, other) => one.order - other.order || (one.key < other.key ? -1 : 1));
