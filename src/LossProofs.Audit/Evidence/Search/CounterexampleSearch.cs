// One claim, met as one or more problems: points where it fails, a proof of it, or how many cases it held in.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>The search for a counterexample to one claim, with the proof attempt once the first cases have held.</summary>
internal sealed class CounterexampleSearch(
    JudgeSettings settings,
    Problem[] problems,
    bool mayBeConditional,
    ulong part
)
{
    // Few cases settle nothing.
    private const int FewestCases = 12;
    private const int FewestApproaches = 5;

    // Where one side alone has a value at more than one of so many points, the claim is of fewer values than it says.
    private const int FewestBeside = 2;

    // What the search may spend once a proof was tried and not found.
    private const int MoreWork = 1;
    private const int MostSpecial = 100;
    private const int MostThorough = 400;
    private const int MostTouches = 60;

    private TouchingPoints? _touching;
    private Valleys? _valleys;
    private Budget _budget = new(settings.Work);
    private int _touches;

    // Points with a value for each that has one on one side only.
    private const int FewestConverging = 8;

    private int _held;
    private Assignment? _witness;
    private int _approached;
    private int _unresolved;
    private int _oneSided;
    private int _lopsided;

    // Where one side has no value, the first such point.
    private Assignment? _missing;
    private int _inadmissible;
    private int _agreement = Trial.LastBits;

    // Why a failure that was found refutes nothing; that a length is small only where no longer one was tried.
    private string? _suspicion;
    private string? _onlyShort;

    private Problem First => problems[0];

    private bool IsDoubtful => _suspicion is not null || _onlyShort is not null;

    public Finding Run()
    {
        var trials = Trials();
        var samplers = problems.Select(problem => problem.Sampler(1)).ToArray();
        if (settings.Proofs && (Early(trials[0], samplers[0]) ?? Closed(trials)) is { } certain)
        {
            return certain;
        }

        var surely = Surely();
        var guessedLengths = GuessedLengths();
        var special = problems
            .Select((problem, at) => new SpecialPoints(problem, surely[at], settings.Seed ^ (part << 20)))
            .ToArray();
        var simple = Math.Min(40, settings.Cases);
        if (settings.Proofs && Elsewhere() is { } elsewhere)
        {
            return elsewhere;
        }

        if (
            (
                Least()
                ?? (settings.Proofs ? Tried(special.Select(points => points.Singular()), MostSpecial) : null)
                ?? Drawn(0, simple)
                ?? (
                    settings.Proofs && !Pointless(simple)
                        ? Tried(special.Select(points => points.First()), MostSpecial)
                        : null
                )
            ) is
            { } early
        )
        {
            return early;
        }

        if (settings.Proofs && !IsDoubtful && !IsMissing && _held > 0 && Prove() is { } proof)
        {
            return proof;
        }

        if (settings.Proofs && !IsDoubtful && !IsMissing && _held > 0 && settings.Cases > simple)
        {
            _budget = new Budget(MoreWork * settings.Work);
            trials = Trials();
            var touching = problems
                .Select(
                    (problem, at) =>
                        new TouchingPoints(
                            problem,
                            surely[at],
                            settings.Seed ^ (part << 20),
                            new Budget(settings.Work / problems.Length)
                        )
                )
                .ToList();
            _touching = touching[0];
            var valleys = problems
                .Select(
                    (problem, at) =>
                        new Valleys(
                            problem,
                            surely[at],
                            settings.Seed ^ (part << 20),
                            new Budget(settings.Work / problems.Length)
                        )
                )
                .ToList();
            _valleys = valleys[0];
            if (
                (
                    Crossed(touching.Zip(valleys, (lines, slopes) => lines.All().Concat(slopes.All())))
                    ?? Tried(special.Select(points => points.Rest()), MostThorough)
                ) is
                { } thorough
            )
            {
                return thorough;
            }
        }

        return Drawn(simple, settings.Cases) ?? Conclude();

        Trial[] Trials() => [.. problems.Select(problem => new Trial(problem, _budget))];

        // A point where nothing is known soon repeats itself.
        bool Pointless(int number) => _held == 0 && !IsDoubtful && (_unresolved >= 40 || number >= 200);

        // The least lengths that are admitted, each: what holds from three on often fails below.
        Finding? Least()
        {
            const int lengths = 4;
            const int draws = 2;
            for (var which = 0; which < problems.Length; which++)
            {
                for (var above = 0; above < (problems[which].Lengths.Any() ? lengths : 0); above++)
                {
                    var sampler = problems[which].Sampler(1, above);
                    for (var number = 0; number < draws && !_budget.IsSpent; number++)
                    {
                        var random = RandomBits.For(settings.Seed ^ (part << 20), (ulong)number);
                        if (Take(which, sampler.Next(Draw.Simple, random)) is { } finding)
                        {
                            return finding;
                        }
                    }
                }
            }

            return null;
        }

        Finding? Drawn(int from, int to)
        {
            for (var number = from; number < to && !_budget.IsSpent && !Pointless(number); number++)
            {
                // Suspicion that can never become a refutation: enough is known.
                if (IsDoubtful && number >= 300)
                {
                    break;
                }

                var which = number % problems.Length;
                var random = RandomBits.For(settings.Seed ^ (part << 20), (ulong)number);
                var sampler =
                    guessedLengths.Count > 0 && number / problems.Length % 2 == 1 ? surely[which] : samplers[which];
                if (Take(which, sampler.Next(Kind(number), random)) is { } finding)
                {
                    return finding;
                }
            }

            return null;
        }

        Finding? Tried(IEnumerable<IEnumerable<Assignment>> points, int most)
        {
            var which = 0;
            foreach (var few in points)
            {
                foreach (var point in few.Take(Math.Max(20, most / problems.Length)))
                {
                    if (_budget.IsSpent)
                    {
                        return null;
                    }

                    if (Take(which, point) is { } finding)
                    {
                        return finding;
                    }
                }

                which++;
            }

            return null;
        }

        Finding? Crossed(IEnumerable<IEnumerable<Candidate>> candidates)
        {
            var which = 0;
            foreach (var few in candidates)
            {
                foreach (var candidate in few)
                {
                    if (_budget.IsSpent)
                    {
                        return null;
                    }

                    if (candidate.Crossing is not var (name, to))
                    {
                        if (Take(which, candidate.Assignment) is { } finding)
                        {
                            return finding;
                        }
                    }
                    else if (
                        !Doubted(which, candidate.Assignment, guessedLengths)
                        && SignChange.Check(problems[which].Charge, candidate.Assignment, name, to, Trial.FirstBits)
                            is { } crossing
                    )
                    {
                        return Stamped(new Refuted([crossing])) with { Cases = _held + 1 };
                    }
                }

                which++;
            }

            return null;
        }

        Finding? Take(int which, Assignment? assignment)
        {
            if (assignment is null)
            {
                _inadmissible++;
                return null;
            }

            var result = trials[which].Run(assignment);
            switch (result.Outcome)
            {
                case Outcome.Holds:
                    _held++;
                    _witness ??= assignment;
                    _approached += result.Approach ? 1 : 0;
                    _agreement = Math.Min(_agreement, result.Approach ? _agreement : result.Bits);
                    return null;
                case Outcome.Touches when settings.Proofs && _touches < MostTouches:
                    _touches++;
                    if (
                        Certificate.AtPoint(problems[which].Charge, assignment, 2 * Trial.FirstBits) is not null
                        && Failed(which, trials[which], surely[which], assignment, Trial.FirstBits, guessedLengths)
                            is { } equal
                    )
                    {
                        return equal;
                    }

                    _unresolved++;
                    return null;
                case Outcome.Unresolved or Outcome.Touches:
                    _unresolved++;
                    _oneSided += result.OneSided ? 1 : 0;
                    _lopsided += result.Lopsided ? 1 : 0;
                    _missing ??= result.Missing && IsModerate(assignment) ? assignment : null;
                    return null;
                case Outcome.Inadmissible:
                    _inadmissible++;
                    return null;
                case Outcome.Fails when !settings.Proofs:
                    // Whatever the failure is worth, the claim does not survive.
                    return Stamped(new Unchecked("a case fails"));
                default:
                    return Failed(which, trials[which], surely[which], assignment, result.Bits, guessedLengths);
            }
        }
    }

    private Sampler[] Surely() => [.. problems.Select(problem => problem.Sampler(Lengths.Plausible))];

    private List<string> GuessedLengths() =>
        [
            .. problems
                .SelectMany(problem =>
                    problem.Lengths.Where(name => problem.Variable(name) is { Provenance: Provenance.Guessed })
                )
                .Distinct(),
        ];

    /// <summary>Limits, rates and integrals that expansions refute.</summary>
    public Finding? Elsewhere()
    {
        var (surely, guessedLengths) = (Surely(), GuessedLengths());
        for (var which = 0; which < problems.Length; which++)
        {
            var search = new LimitSearch(problems[which], surely[which], settings.Seed ^ (part << 20));
            foreach (var certificate in search.Applies ? search.All() : [])
            {
                if (Doubted(which, certificate.Assignment, guessedLengths))
                {
                    return null;
                }

                return Stamped(new Refuted([certificate])) with
                {
                    Cases = 1,
                };
            }
        }

        return Unbounded(surely[0], guessedLengths);
    }

    // What no expansion at a point follows, one for all points may.
    private Refuted? Unbounded(Sampler sampler, IReadOnlyList<string> guessedLengths) =>
        problems is [{ Goal: Rate, Guesses.Count: 0 } only]
        && Prover.Unbounded(only) is { } infinite
        && sampler.Next(Draw.Simple, RandomBits.For(settings.Seed, part)) is { } any
        && UnboundedRatio.ByTheorem(only.Charge, any, infinite, Trial.FirstBits) is { } certificate
        && !Doubted(0, any, guessedLengths)
            ? Stamped(new Refuted([certificate])) with
            {
                Cases = 1,
            }
            : null;

    private static Draw Kind(int number) =>
        number < 40 ? Draw.Simple
        : number < 100 ? Draw.Corner
        : (number % 20) switch
        {
            0 or 10 => Draw.Corner,
            5 => Draw.Simple,
            19 => Draw.Large,
            _ => Draw.Random,
        };

    // What tends to something and what is integrated is hard to compute at points: a proof comes first. One point, at
    // which everything that is assumed holds, shows that it says something.
    private Finding? Early(Trial trial, Sampler sampler)
    {
        const int draws = 60;
        if (!First.Goal.Terms().Any(HasApproach) && First.Goal is not Rate || First.Guesses.Count > 0)
        {
            return null;
        }

        for (var number = 0; number < draws; number++)
        {
            if (
                sampler.Next(Kind(number), RandomBits.For(settings.Seed ^ (part << 20), (ulong)number)) is { } point
                && trial.IsAdmissible(point)
            )
            {
                return Prover.Prove(First.Reading) is { } proof
                    ? Stamped(new Proved(proof, point)) with
                    {
                        Cases = 1,
                    }
                    : WithValues();
            }
        }

        return null;
    }

    // What a limit or an integral is by a theorem, a claim about it is refuted by.
    private Finding? WithValues()
    {
        if (
            First.Reading.Context.Variables.Any(variable => variable.Domain is SmoothFunction)
            || Prover.Valued(First) is not { } valued
        )
        {
            return null;
        }

        try
        {
            var problem = Problem.From(First.Reading with { Proposition = valued });
            return new CounterexampleSearch(settings, [problem], mayBeConditional, part).Run() as Refuted;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    private static bool HasApproach(Term term) => term is Limit or Integral || term.Children().Any(HasApproach);

    // A relation between two numbers, in which nothing varies: enclosures that show the order prove it.
    private Finding? Closed(Trial[] trials)
    {
        // A smallest value is not found by trying.
        if (problems is [{ Conditions.Count: 0, Goal: Terms.Comparison(Extremum, Relation.Equal, _) } optimum])
        {
            if (optimum.Sampler(1).Next(Draw.Simple, RandomBits.For(settings.Seed, part)) is not { } any)
            {
                return null;
            }

            if (Prover.ProveExtremum(optimum) is { } extreme)
            {
                return Stamped(new Proved(extreme, any));
            }

            return
                Prover.MissingExtremum(optimum) is { } bound
                && RangeMisses.ByTheorem(optimum.Charge, any, bound, Trial.FirstBits) is { } missed
                && !Doubted(0, any, GuessedLengths())
                ? Stamped(new Refuted([missed])) with
                {
                    Cases = 1,
                }
                : null;
        }

        if (
            problems
                is not [
                    {
                        Variables.Count: 0,
                        Conditions.Count: 0,
                        Guesses.Count: 0,
                        // A printed decimal that is within its rounding (by cases) is no theorem.
                        Goal: Terms.Comparison(not Piecewise, _, _)
                    },
                ]
            || problems[0].Sampler(1).Next(Draw.Simple, RandomBits.For(settings.Seed, part)) is not { } nothing
        )
        {
            return null;
        }

        if (trials[0].Run(nothing).Outcome is not (Outcome.Holds or Outcome.Unresolved))
        {
            return null;
        }

        _held = 1;
        return Prover.Prove(problems[0]) is { } proof ? Stamped(new Proved(proof, nothing)) : null;
    }

    // About all functions where there are any, under no guess but that of a length or an index.
    private Finding? Prove() =>
        _witness is { } witness && First is { Guesses.Count: 0 } && Prover.Prove(First.Reading) is { } proof
            ? Stamped(new Proved(proof, witness))
            : null;

    private T Stamped<T>(T finding)
        where T : Finding => finding with { Hypotheses = First.Assumptions.ToSequence(), Cases = _held };

    // A case fails: a refutation when the point is surely meant and the checker agrees, else a suspicion.
    private Refuted? Failed(
        int which,
        Trial trial,
        Sampler sampler,
        Assignment assignment,
        int bits,
        IReadOnlyList<string> guessedLengths
    ) => Doubted(which, assignment, guessedLengths) ? null : Refute(problems[which], trial, sampler, assignment, bits);

    // Why a failure at a point may say nothing about what is meant.
    private bool Doubted(int which, Assignment assignment, IReadOnlyList<string> guessedLengths)
    {
        var problem = problems[which];
        if (
            guessedLengths.Any(name =>
                // Another reading may have no such length.
                assignment.Values.TryGetValue(name, out var value)
                && (value is not ExactNumber(var length) || length < Lengths.Plausible)
            )
        )
        {
            _onlyShort ??=
                $"fails at {assignment}, where a length that nothing states is small: declare {string.Join(", ", guessedLengths)}";
            return true;
        }

        // Two indices of one range are often meant to differ without anyone saying so.
        if (Coinciding(problem, assignment) is var (one, other))
        {
            _suspicion ??= $"fails at {assignment}, where {one} = {other}: declare whether they may be equal (given)";
            return true;
        }

        // What has no quantities is no condition on any.
        if (problem.Guesses.Count > 0 || mayBeConditional && problem.Variables.Count > 0)
        {
            if (
                _suspicion is null
                && (
                    // What holds somewhere does not fail everywhere.
                    _held == 0
                        && Prover.ProveNever(problem)
                    || !mayBeConditional && PlausibleDomains.AllFail(problem, settings.Seed ^ (part << 20))
                )
            )
            {
                return false;
            }

            _suspicion ??=
                problem.Guesses.Count > 0
                    ? $"fails{At(assignment)}, but what it assumes is only guessed: declare {string.Join(", ", problem.Guesses)}"
                    : $"fails{At(assignment)}, but it may be meant as a condition, or at a solution only: declare its role";
            return true;
        }

        // A conclusion that two quantities are equal says itself that they are not one.
        if (
            problem
                is not {
                    Reading.Proposition: Implication,
                    Goal: Terms.Comparison(Symbol or Element, _, Symbol or Element)
                }
            && Aliases.Find(problem, settings, part) is var (left, right)
        )
        {
            _suspicion ??=
                $"fails at {assignment}, but would hold if {left} and {right} were the same: "
                + "bind one to the other (means, also), or as a quantity of its own with a hypothesis (given)";
            return true;
        }

        return false;
    }

    private static string At(Assignment assignment) =>
        assignment.Values.Count == 0 ? string.Empty : $" at {assignment}";

    private static (string One, string Other)? Coinciding(Problem problem, Assignment assignment)
    {
        var indices = problem
            .Variables.Where(variable =>
                variable.Domain is Integers { Lower: not null, Upper: not null and not Number }
            )
            .ToList();
        for (var at = 0; at < indices.Count; at++)
        {
            for (var next = at + 1; next < indices.Count; next++)
            {
                if (
                    indices[at].Domain.Equals(indices[next].Domain)
                    && assignment.Values[indices[at].Name].Equals(assignment.Values[indices[next].Name])
                )
                {
                    return (indices[at].Name, indices[next].Name);
                }
            }
        }

        return null;
    }

    private Refuted? Refute(Problem problem, Trial trial, Sampler sampler, Assignment assignment, int bits)
    {
        var simplest = Simplified(problem, trial, sampler, assignment, ref bits);
        if (Coinciding(problem, simplest) is not null)
        {
            simplest = assignment;
        }

        var certificate =
            Certificate.AtPoint(problem.Charge, simplest, 2 * bits)
            ?? Certificate.AtPoint(problem.Charge, assignment, 2 * bits);
        if (certificate is null)
        {
            _suspicion ??=
                $"fails{At(assignment)}, but not surely: a printed decimal may be rounded, or a second computation does not confirm it";
            return null;
        }

        return Stamped(new Refuted([certificate])) with
        {
            Cases = _held + 1,
        };
    }

    // Greedy: the simplest value of each symbol that keeps the failure, as long as anything changes.
    private static Assignment Simplified(
        Problem problem,
        Trial trial,
        Sampler sampler,
        Assignment assignment,
        ref int bits
    )
    {
        const int attempts = 300;
        var left = attempts;
        var outcome = trial.Run(assignment).Outcome;
        for (var changed = true; changed && left > 0; )
        {
            changed = false;
            foreach (var variable in problem.Variables)
            {
                foreach (var simpler in sampler.Simpler(variable.Name, assignment.Values[variable.Name]))
                {
                    if (left-- <= 0)
                    {
                        break;
                    }

                    var candidate = assignment.With(variable.Name, simpler);
                    var result = trial.Run(candidate);
                    if (result.Outcome is Outcome.Fails or Outcome.Touches && result.Outcome == outcome)
                    {
                        (assignment, bits, changed) = (candidate, result.Bits, true);
                        break;
                    }
                }
            }
        }

        return assignment;
    }

    // "For every real x": at one of them a side has no value.
    private bool IsMissing => _missing is not null && First.Reading.IsOfEveryValue;

    // x^2 < 2 for 0 \le x \le \sqrt2: at an end that is no fraction the sides agree, where they must not.
    private string? MeetingEnd()
    {
        const int bits = 256;
        if (
            First.Goal
            is not Terms.Comparison
            (var left, Relation.Less or Relation.Greater or Relation.NotEqual, var right)
        )
        {
            return null;
        }

        foreach (var (name, end) in SpecialPoints.ClosedEnds(First))
        {
            if (left.FreeNames().Concat(right.FreeNames()).Any(free => free != name))
            {
                continue;
            }

            var point = new Assignment(new Dictionary<string, ExactValue> { [name] = new ExactClosed(end) });
            var evaluator = new Evaluator<Ball>(point.In<Ball>(bits), bits, _budget);
            if (
                evaluator.Evaluate(left - right) is { IsDefined: true, Items: null } difference
                && Evaluator<Ball>.Compare(difference, Relation.NotEqual, evaluator.Evaluate(Term.Zero)) is not true
            )
            {
                return $"the sides come together at {name} = {TermPrinter.Print(end)}, which is admitted, and whether they differ there is not shown";
            }
        }

        return null;
    }

    // Exponentials of larger numbers have values that are not computed.
    private static bool IsModerate(Assignment assignment) =>
        assignment.Values.Values.All(value =>
            value is not ExactNumber(var number) || number < MostModerate && -number < MostModerate
        );

    private static readonly Rational MostModerate = 1000;

    private Finding Conclude()
    {
        if ((_suspicion ?? _onlyShort) is { } doubt)
        {
            return Stamped(new Unchecked(doubt) { Fails = true });
        }

        if (IsMissing)
        {
            return Stamped(
                new Unchecked(
                    $"said of every value, but one side has none{At(_missing!)}: say for which values it is meant"
                )
            );
        }

        // A limit may be known although nothing on the way to it can be computed.
        if (
            settings.Proofs
            && _held == 0
            && _unresolved > 0
            && First.Goal is Terms.Comparison(var left, Relation.Equal, var right)
            && (left is Limit || right is Limit)
            && Prove() is { } proof
        )
        {
            return proof;
        }

        if (_held < Math.Min(_approached > 0 ? FewestApproaches : FewestCases, settings.Cases))
        {
            return Stamped(
                new Unchecked(
                    _unresolved > _inadmissible
                        ? "undefined or not resolved at the points tried"
                        : "no admissible point was found: the conditions are too narrow, or cannot be solved exactly"
                )
            );
        }

        // That it diverges at so many points is not shown; that it holds there is not, either.
        if (_oneSided * FewestConverging > _held)
        {
            return Stamped(
                new Unchecked(
                    "no value was found at many points for what has to converge there: say for which values it is meant"
                )
            );
        }

        // Of values that are named, where only one side makes sense at many of them.
        if (
            (First.Guesses.Count == 0 || First.Conditions.Count > 0)
                && First.Variables.All(variable => variable.Dimensions.Count == 0)
                && _lopsided * FewestBeside > _held
            // "For every integer $n \ge -1$" says each of them.
            || _lopsided > 0
                && First.Variables.Count > 0
                && First.Variables.All(variable =>
                    variable
                        is { Domain: Integers, Dimensions.Count: 0, Provenance: Provenance.Text or Provenance.Declared }
                )
        )
        {
            return Stamped(
                new Unchecked(
                    "one side has no value at many of the points tried where the other has: say for which values it is meant"
                )
            );
        }

        if (_witness is { } holding && Trend.Crosses(First, holding) is { } growing)
        {
            return Stamped(
                new Unchecked(
                    $"the sides come closer as {growing} grows, and may cross beyond the values that were tried"
                )
            );
        }

        if (settings.Proofs && MeetingEnd() is { } meeting)
        {
            return Stamped(new Unchecked(meeting));
        }

        if (
            settings.Proofs
            && RareFailures.Of(First, _touching, _valleys?.Narrow, settings.Seed ^ (part << 20)) is { } rare
        )
        {
            return Stamped(new Unchecked(rare));
        }

        var how =
            _approached > 0
                ? "limits followed along the approach; exact rational points, simple ones, corners and random"
                : "exact points: simple, corners, where the sides come closest, zeros, powers of ten, random; lengths to thousands";
        return Stamped(new Tested(_approached == _held ? 0 : _agreement, settings.Seed, how));
    }
}
