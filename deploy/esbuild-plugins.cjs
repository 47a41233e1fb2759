/** What serverless-esbuild bundles the functions with. The order matters: the last one makes the files. */
module.exports = [require("./check-config.cjs"), require("./slim-clients.cjs"), require("./split.cjs")];
