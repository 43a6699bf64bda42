// Prints the id of a stream at its first event, and reads on.
import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({});
const stream = await ai.interactions.create({
  model: "gemini-3-flash-preview",
  input: "Count from 1 to 2000",
  stream: true,
});
for await (const event of stream) {
  if (event.event_type === "interaction.created") console.log(event.interaction.id);
}
