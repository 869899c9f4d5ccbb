// The page's side of the wall: arguments in, answers out.

// Starts at the clock, so that a page opened again never repeats a number the server has already answered.
let count = Date.now();

export class Host {
  constructor(onArguments) {
    this.onArguments = onArguments;
    this.heard = null; // the last arguments, while they are all there is
  }

  // What the page says at a run: all of it as one text.
  hear({ data, setStateValue }) {
    this.answer = setStateValue;
    const said = new TextDecoder().decode(data);
    if (said === this.heard) return; // Streamlit says it again whenever it draws the page anew
    this.heard = said;
    this.onArguments(JSON.parse(said));
  }

  // Gives the answer's number, by which the page can say that it has taken it in.
  tell(kind, data = {}) {
    count += 1;
    this.heard = null; // what comes now is an answer, whatever it says
    this.answer("said", { n: count, kind, ...data });
    return count;
  }
}
