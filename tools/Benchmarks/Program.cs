// Side-by-side comparisons with peers: `benchmarks reals` (mpmath) `benchmarks mpfr` (libmpfr, for correctness),
// and `benchmarks intervals` (operations per second).
using LossProofs.Benchmarks.Reals;

return args switch
{
    ["reals", ..] => BesideMpmath.Run(args.ElementAtOrDefault(1) ?? "python3"),
    ["mpfr", ..] => AgainstMpfr.Run(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2)),
    ["intervals"] => IntervalSpeed.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: benchmarks reals [PYTHON] | benchmarks mpfr [EVALUATIONS [SEED]] | benchmarks intervals"
    );
    return 2;
}
