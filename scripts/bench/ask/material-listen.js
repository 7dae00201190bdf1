// Runs before Material: notes what its search worker is asked and answers (messages: 0 setup, 1 ready, 2 query, 3 result).
window.heard = { ready: false, for: undefined, items: [] };
window.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    const asked = [];
    this.addEventListener("message", ({ data }) => {
      if (data.type === 1) window.heard.ready = true;
      if (data.type === 3) Object.assign(window.heard, { for: asked.shift(), items: data.data.items });
    });
    const post = this.postMessage.bind(this);
    this.postMessage = (message, ...rest) => {
      if (message.type === 2) asked.push(message.data);
      post(message, ...rest);
    };
  }
};
