// Between page and map: arguments in, answers out. What the map says before the page is there is kept.

// Starts at the clock, so that a page opened again never repeats a number the server has already answered.
let count = Date.now();

export class Host {
  constructor(onArguments) {
    this.onArguments = onArguments;
    this.heard = null; // the last arguments, while they are all there is
    this.untold = null;
  }

  // What the page says at a run: all of it as one text. What it was not there to hear it is told now.
  hear({ data, setStateValue }) {
    this.answer = setStateValue;
    this.read(new TextDecoder().decode(data));
    if (this.untold) this.#say(this.untold);
  }

  read(said) {
    if (said === this.heard) return; // Streamlit says it again whenever it draws the page anew
    this.heard = said;
    this.onArguments(JSON.parse(said));
  }

  // Gives the answer's number, by which the page can say that it has taken it in.
  tell(kind, data = {}) {
    count += 1;
    const said = { n: count, kind, ...data };
    if (this.answer) this.#say(said);
    else this.untold = said; // the last is what the reader wants
    return count;
  }

  #say(said) {
    this.untold = null;
    this.heard = null; // what comes now is an answer, whatever it says
    this.answer("said", said);
  }
}
