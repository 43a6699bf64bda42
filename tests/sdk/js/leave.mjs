// Leaves a stream after its first event, then reads what was stored; prints both.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const body = { model: "gemini-3-flash-preview", input: "Hello" };

let id;
let seen = 0;
for await (const event of await ai.interactions.create({ ...body, stream: true })) {
  id = event.interaction.id;
  seen += 1;
  break;
}
const found = await ai.interactions.get(id);
const again = await ai.interactions.create(body);
console.log(JSON.stringify({ seen, found: found.output_text, again: again.output_text }));
