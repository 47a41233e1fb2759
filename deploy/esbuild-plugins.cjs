/** What serverless-esbuild bundles the functions with. The order matters: the second one makes the files. */
module.exports = [require("./slim-clients.cjs"), require("./split.cjs")];
