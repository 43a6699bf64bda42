// Creates, reads, replays, deletes and refuses; prints what came of each.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const model = "gemini-3-flash-preview";

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return { status: error.status ?? error.statusCode, message: error.message };
  }
  return null;
}

async function events(id, more) {
  const list = [];
  for await (const event of await ai.interactions.get(id, { stream: true, ...more })) {
    list.push(event);
  }
  return list;
}

const created = await ai.interactions.create({ model, input: "Hello" });
const found = await ai.interactions.get(created.id, { include_input: true });
const whole = await events(created.id);
const rest = await events(created.id, { last_event_id: whole[4].event_id });
const cancelled = await refusal(ai.interactions.cancel(created.id));
await ai.interactions.delete(created.id);
const refused = {
  cancelled,
  deleted: await refusal(ai.interactions.get(created.id)),
  model: await refusal(ai.interactions.create({ model: "no-such-model", input: "Hello" })),
  parent: await refusal(
    ai.interactions.create({ model, input: "Hello", previous_interaction_id: "null" }),
  ),
  camel: await refusal(
    ai.interactions.create({ model, input: "Hello", previousInteractionId: created.id }),
  ),
};
console.log(JSON.stringify({ created, found, whole, rest, refused }));
