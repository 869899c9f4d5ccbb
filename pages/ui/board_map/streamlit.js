// The host's side of the wall: arguments in, one value out.

const post = (type, data) => window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, "*");

let heard = null; // the last arguments, while they are all there is

// Starts at the clock, so that a page opened again never repeats a number the server has already answered.
let count = Date.now();

// Gives the answer's number, by which the page can say that it has taken it in.
export function tell(kind, data = {}) {
  count += 1;
  heard = null; // what comes now is an answer, whatever it says
  post("streamlit:setComponentValue", { value: { n: count, kind, ...data }, dataType: "json" });
  return count;
}

export function listen(onArguments) {
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data.type === "streamlit:render") {
      const { view, ...bytes } = event.data.args; // all that is small, as one text; and what is big
      if (view === heard && !bytes.wall) return; // the host says it all again whenever the frame's size changes
      heard = view;
      onArguments({ ...JSON.parse(view), ...bytes });
    }
  });
  post("streamlit:componentReady", { apiVersion: 1 });
  // The page's style gives the real height; this one holds until it is read.
  post("streamlit:setFrameHeight", { height: 480 });
}

// Gzipped JSON, as bytes, to what it says.
export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
