// The command line: one file per command in Commands/.
using System.CommandLine;
using LossProofs.CommandLine.Commands;

var root = new RootCommand("Executable proofs for the mathematics of loss functions.") { DigitsCommand.Create() };
return root.Parse(args).Invoke();
