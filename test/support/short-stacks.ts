// Jest asks for a hundred frames of each error. Every refusal is one, and thousands of them are only answered: to note where
// each came from took longer than to answer it.
Error.stackTraceLimit = 20
