// Loaded before the program: writes down every name that is looked up and every connection that is asked for.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const note = (text) => appendFileSync(process.env.NETWORK_RECORD, `${text}\n`);

const names = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse', 'lookupService'];
for (const api of [dns, dns.promises])
  for (const name of names) {
    const original = api[name];
    api[name] = (host, ...rest) => {
      // An address is no name: nothing is asked for it.
      if (net.isIP(host) === 0) note(`name ${host}`);
      return original.call(api, host, ...rest);
    };
  }

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = args.flat();
  const {
    host = 'localhost',
    port = 0,
    path,
  } = typeof first === 'object' && first !== null ? first : { port: first };
  note(`connection ${path ?? `${host}:${port}`}`);
  return connect.apply(this, args);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note('datagram');
  return send.apply(this, args);
};
