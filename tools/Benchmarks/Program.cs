// Side-by-side comparisons with peers: kernels (PyTorch, TensorPrimitives, LibTorch, plain loops, memory copy; over the number of classes;
// first calls), certified reals
// (mpmath, libmpfr) and intervals (operations per second).
using System.CommandLine;
using LossProofs.Benchmarks.Kernels;
using LossProofs.Benchmarks.Reals;

var python = new Argument<string>("python") { DefaultValueFactory = _ => "python3" };
var reals = new Command("reals", "Balls beside mpmath.") { python };
reals.SetAction(result => BesideMpmath.Run(result.GetValue(python)!));

var evaluations = new Argument<string?>("evaluations") { Arity = ArgumentArity.ZeroOrOne };
var seed = new Argument<string?>("seed") { Arity = ArgumentArity.ZeroOrOne };
var mpfr = new Command("mpfr", "Balls against libmpfr, for correctness.") { evaluations, seed };
mpfr.SetAction(result => AgainstMpfr.Run(result.GetValue(evaluations), result.GetValue(seed)));

var intervals = new Command("intervals", "Interval operations per second.");
intervals.SetAction(_ => IntervalSpeed.Run());

return new RootCommand("Side-by-side comparisons with peers.")
{
    Compare.Create(),
    Sweep.Create(),
    Startup.Create(),
    reals,
    mpfr,
    intervals,
}
    .Parse(args)
    .Invoke();
