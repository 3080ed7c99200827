// Mocha passes a test whose promise rejects unheard, which is how an error inside `apply` surfaces.
process.on("unhandledRejection", (reason) => {
  throw reason;
});
