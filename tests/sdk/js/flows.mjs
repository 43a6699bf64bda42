// What takes several requests, and what goes wrong on the way: background runs, continuation,
// retries; prints what came of each.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";
const input = "Count from 1 to 20";

function rehearsing(said) {
  return [
    { type: "text", text: input },
    { type: "text", text: `[[fake: ${said}]]` },
  ];
}

// Reads a stream, also one that breaks off.
async function heard(promise) {
  const events = [];
  let broken = false;
  try {
    for await (const event of await promise) events.push(event);
  } catch {
    broken = true;
  }
  return { events, broken };
}

function said(events) {
  const deltas = events.filter((event) => event.event_type === "step.delta");
  return deltas.map(({ delta }) => (delta.type === "text" ? delta.text : "")).join("");
}

async function polled() {
  const found = [await ai.interactions.create({ model, input, background: true })];
  while (found.at(-1).status === "in_progress") found.push(await ai.interactions.get(found[0].id));
  return { statuses: found.map((it) => it.status), text: found.at(-1).output_text };
}

async function cancelled() {
  const { id } = await ai.interactions.create({ model, input, background: true });
  const reply = await ai.interactions.cancel(id);
  const { events } = await heard(ai.interactions.get(id, { stream: true }));
  return { status: reply.status, told: events.at(-1).interaction.status };
}

async function attached() {
  const { id } = await ai.interactions.create({ model, input, background: true });
  const { events } = await heard(ai.interactions.get(id, { stream: true }));
  return { text: said(events), status: (await ai.interactions.get(id)).status };
}

async function resumed() {
  const body = { model, input: rehearsing("cut stream after 7 events"), background: true };
  const first = await heard(ai.interactions.create({ ...body, stream: true }));
  const last_event_id = first.events.at(-1).event_id;
  const id = first.events[0].interaction.id;
  const rest = await heard(ai.interactions.get(id, { stream: true, last_event_id }));
  return { broken: first.broken, text: said([...first.events, ...rest.events]) };
}

async function unary(store) {
  const reply = await ai.interactions.create({ model, input, store });
  return { status: reply.status, text: reply.output_text };
}

async function streamed(store, asked = input) {
  const body = { model, input: asked, store, stream: true };
  const { events, broken } = await heard(ai.interactions.create(body));
  return { status: events.at(-1).interaction.status, text: said(events), broken };
}

async function retried() {
  const asked = rehearsing("error too_many_requests, 2 times, retry-after 0.01");
  return (await ai.interactions.create({ model, input: asked, background: true })).status;
}

async function failed() {
  const { events, broken } = await heard(
    ai.interactions.create({ model, input: rehearsing("stream error"), stream: true }),
  );
  return { error: events.at(-1).error, broken };
}

async function ends() {
  const statuses = [];
  for (const end of ["incomplete", "budget_exceeded", "failed"]) {
    statuses.push((await ai.interactions.create({ model, input: rehearsing(end) })).status);
  }
  return statuses;
}

const checkpoint = rehearsing("cut stream at checkpoint");
console.log(
  JSON.stringify({
    polled: await polled(),
    cancelled: await cancelled(),
    attached: await attached(),
    resumed: await resumed(),
    unary: [await unary(true), await unary(false)],
    streamed: [await streamed(true), await streamed(false)],
    checkpoint: [await streamed(true, checkpoint), await streamed(false, checkpoint)],
    retried: await retried(),
    failed: await failed(),
    ends: await ends(),
  }),
);
