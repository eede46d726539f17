// From a problem to a proof: which methods are tried, in which order.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Looks for proofs; what it finds is a theorem of the rules, whatever the search did.</summary>
public static class Prover
{
    /// <summary>A proof of a reading, whatever its free functions are, or null.</summary>
    public static ClaimProof? Prove(Reading reading)
    {
        try
        {
            // An equation that is solved by dividing by what may be 0 stays an assumption: it has other solutions.
            var problem = Problem.OfAllFunctions(reading);
            return Prove(problem.HasOtherSolutions ? Problem.OfAllFunctions(reading, solve: false) : problem);
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>A proof of the problem's goal, or null.</summary>
    public static ClaimProof? Prove(Problem problem)
    {
        if (problem.HasOtherSolutions)
        {
            return null;
        }

        if (
            problem.Goal
            is Rate
                or Terms.Comparison
                (_, Relation.Equal, Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        )
        {
            return Tending(problem);
        }

        if (problem.Goal is not Terms.Comparison(var left, var relation, var right))
        {
            return null;
        }

        try
        {
            return Prove(SettingOf(problem, widened: false), new Compare(left, relation, right));
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    // O(·), and limits that are ±∞.
    private static ClaimProof? Tending(Problem problem)
    {
        try
        {
            var setting = SettingOf(problem, widened: false);
            var limits = new LimitValues(new QuickSearch());
            var theorem = problem.Goal switch
            {
                Rate rate => limits.Rate(setting, rate),
                Terms.Comparison(Limit limit, _, Constant(ConstantKind.Infinity)) => limits.Infinite(
                    setting,
                    limit,
                    positive: true
                ),
                Terms.Comparison(Limit limit, _, Negate(Constant(ConstantKind.Infinity))) => limits.Infinite(
                    setting,
                    limit,
                    positive: false
                ),
                _ => null,
            };
            return theorem is null ? null : ClaimProof.Of(theorem);
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>A proof that a smallest or largest value over a declared domain is a number, or null.</summary>
    internal static ClaimProof? ProveExtremum(Problem problem)
    {
        if (
            problem.Goal is not Terms.Comparison(Extremum extremum, Relation.Equal, var value)
            || problem.Conditions.Count > 0
            || problem.Guesses.Count > 0
            || problem.Variable(extremum.Variable)
                is not { Provenance: Provenance.Declared or Provenance.Text } variable
            || problem.Reading.Context.Hypotheses.Any(hypothesis =>
                hypothesis.Condition.FreeNames().Contains(extremum.Variable)
            )
        )
        {
            return null;
        }

        try
        {
            var setting = Setting.Of([.. problem.Variables.Where(other => other.Name != variable.Name), variable], []);
            var least = extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf;
            var claim = new Compare(extremum.Body, least ? Relation.GreaterOrEqual : Relation.LessOrEqual, value);
            return
                Prove(setting, claim) is { Where.Count: 0 } bound
                && new ExtremeValues(new QuickSearch()).Find(setting, extremum, bound.Theorem) is { } theorem
                ? ClaimProof.Of(theorem)
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>
    /// A theorem that shows that a smallest or largest value over a declared domain is not the number that is claimed: all
    /// values are farther away. Null where none is found.
    /// </summary>
    internal static Theorem? MissingExtremum(Problem problem)
    {
        if (
            problem.Goal
                is not Terms.Comparison
                (Extremum(not (ExtremumKind.ArgMin or ExtremumKind.ArgMax), _, _) extremum, Relation.Equal, var value)
            || problem.Conditions.Count > 0
            || problem.Guesses.Count > 0
            || problem.Variable(extremum.Variable)
                is not { Provenance: Provenance.Declared or Provenance.Text } variable
            || value.FreeNames().Contains(extremum.Variable)
        )
        {
            return null;
        }

        var setting = Setting.Of([.. problem.Variables.Where(other => other.Name != variable.Name), variable], []);
        var least = extremum.Kind is ExtremumKind.Min or ExtremumKind.Inf;
        var relation = least ? Relation.GreaterOrEqual : Relation.LessOrEqual;
        foreach (var distance in new[] { new Rational(1, 10), new Rational(1, 1000) })
        {
            if (Bound(Antiderivatives.Folded(value + new Number(least ? distance : -distance))) is { } farther)
            {
                return farther;
            }
        }

        return null;

        Theorem? Bound(Term limit)
        {
            try
            {
                return
                    Prove(setting, new Compare(extremum.Body, relation, limit), QuickSearch.LittleEffort)
                        is { Where.Count: 0 } proof
                    ? proof.Theorem
                    : null;
            }
            catch (Undecidable)
            {
                return null;
            }
        }
    }

    /// <summary>A theorem that the ratio of a quantity to what is said to bound its growth tends to ±∞, or null.</summary>
    internal static Theorem? Unbounded(Problem problem)
    {
        if (problem.Goal is not Rate rate || problem.HasOtherSolutions || problem.Conditions.Count > 0)
        {
            return null;
        }

        try
        {
            var others = Setting.Of(
                problem.Variables.Where(variable => variable.Name != rate.Variable).ToSequence(),
                []
            );
            var limits = new LimitValues(new QuickSearch(QuickSearch.LittleEffort));
            var ratio = new Limit(rate.Left / rate.Bound, rate.Variable, rate.Point, rate.Side);
            return limits.Infinite(others, ratio, positive: true) ?? limits.Infinite(others, ratio, positive: false);
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>True when it is proved that the goal holds at no point at all, whatever the guessed domains.</summary>
    public static bool ProveNever(Problem problem)
    {
        if (
            problem.HasOtherSolutions
            || problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || problem.Guesses.Any(guess => problem.Variables.All(variable => variable.Name != guess))
        )
        {
            return false;
        }

        // Without a symbol in it a claim that fails, fails.
        if (problem.Variables.Count == 0)
        {
            return true;
        }

        try
        {
            // Where both sides exist, the opposite holds.
            var setting = SettingOf(problem, widened: true);
            // What is not equal is less everywhere, or greater, mostly: as at any one point.
            if (
                relation == Relation.Equal
                && Order(problem, left, right) is { } order
                && Prove(setting, new Compare(left, order, right), QuickSearch.LittleEffort) is not null
            )
            {
                return true;
            }

            var never = (Compare)
                ArrayEntries.Inside(new Compare(left, Theorem.Opposite(relation), right), setting.Variable);
            if (Prove(setting, never, QuickSearch.LittleEffort) is not null)
            {
                return true;
            }

            var quick = new QuickSearch(QuickSearch.LittleEffort);
            return ClaimProof.Conditions(setting, never.Left, quick) is { } ours
                && ClaimProof.Conditions(setting, never.Right, quick) is { } theirs
                && Total(
                    quick,
                    ours.Concat(theirs).Aggregate(setting, (given, condition) => given.With(condition)),
                    never
                )
                    is not null;
        }
        catch (Undecidable)
        {
            return false;
        }
    }

    // How the sides compare at a point.
    private static Relation? Order(Problem problem, Term left, Term right)
    {
        const int work = 200_000;
        if (problem.Sampler(1).Next(Draw.Simple, RandomBits.For(0, 0)) is not { } point)
        {
            return null;
        }

        foreach (var strict in new[] { Relation.Less, Relation.Greater })
        {
            var ordered = problem.Reading with { Proposition = new Terms.Comparison(left, strict, right) };
            if (new Trial(Problem.From(ordered), new Budget(work)).Run(point).Outcome == Outcome.Holds)
            {
                return strict;
            }
        }

        return null;
    }

    /// <summary>A proof of a claim in a setting, or null.</summary>
    public static ClaimProof? Prove(Setting setting, Compare claim, int effort = QuickSearch.MostEffort)
    {
        claim = (Compare)ArrayEntries.Inside(claim, setting.Variable);
        var quick = new QuickSearch(effort);
        if (!new Kinds(setting.Variable).Fits(claim))
        {
            return null;
        }

        // A side that is a limit or an integral is what its value is.
        if (
            claim.Left is Limit or Integral
            && new LimitValues(quick).Value(setting, claim.Left) is { Statement: Compare(_, _, var left) } leftValue
        )
        {
            return Prove(setting, claim with { Left = left }, effort) is { } rest
                ? ClaimProof.Through(leftValue, rest)
                : null;
        }

        if (claim.Right is Limit or Integral && new LimitValues(quick).Value(setting, claim.Right) is not null)
        {
            return
                Prove(setting, new Compare(claim.Right, Theorem.Turned(claim.Relation), claim.Left), effort)
                    is { Where.Count: 0 } turned
                && Theorem.Turn(turned.Theorem) is { } back
                ? ClaimProof.Of(back)
                : null;
        }

        if (WithValues(quick, setting, claim) is { } valued)
        {
            return valued;
        }

        if (quick.Exists(setting, claim.Left) is not null && quick.Exists(setting, claim.Right) is not null)
        {
            return Total(quick, setting, claim) is { } theorem ? ClaimProof.Of(theorem)
                : claim.Relation == Relation.Equal ? InClosedForm(setting, claim) ?? FromNext(setting, claim)
                : null;
        }

        return ClaimProof.OnNaturalDomain(setting, claim, quick, given => Total(quick, given, claim));
    }

    /// <summary>
    /// The goal with the values in it that its limits and integrals are proved to have, at every point that the goal is
    /// about; null where there are none.
    /// </summary>
    public static Terms.Comparison? Valued(Problem problem)
    {
        if (problem.HasOtherSolutions || problem.Goal is not Terms.Comparison(var left, var relation, var right))
        {
            return null;
        }

        try
        {
            var setting = SettingOf(problem, widened: false);
            return
                Valued(new QuickSearch(), setting, new Compare(left, relation, right))
                    is ({ Statement: Compare(_, _, var one) }, { Statement: Compare(_, _, var other) })
                ? new Terms.Comparison(one, relation, other)
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    // Limits and integrals inside of the sides give way to their values.
    private static ClaimProof? WithValues(QuickSearch quick, Setting setting, Compare claim)
    {
        if (
            Valued(quick, setting, claim)
                is not
                ({ Statement: Compare(_, _, var left) } leftEqual, { Statement: Compare(_, _, var right) } rightEqual)
            || Prove(setting, new Compare(left, claim.Relation, right)) is not { Where.Count: 0 } proof
            || Theorem.Transitive(leftEqual, proof.Theorem) is not { } half
            || Theorem.Turn(half) is not { } turned
            || Theorem.Transitive(rightEqual, turned) is not { } whole
        )
        {
            return null;
        }

        return Theorem.Turn(whole) is { } theorem ? ClaimProof.Of(theorem) : null;
    }

    // Sums and products give way to what they are by telescoping or by the binomial theorem.
    private static ClaimProof? InClosedForm(Setting setting, Compare claim)
    {
        var quick = new QuickSearch();
        var sums = new FiniteSums(quick);
        if (sums.Lemma(setting, claim.Left, claim.Right) is { } lemma)
        {
            return ClaimProof.Of(lemma);
        }

        var values = Folds(claim.Left)
            .Concat(Folds(claim.Right))
            .Distinct()
            .Select(fold => sums.Value(setting, fold))
            .OfType<Theorem>()
            .ToList();
        return
            values.Count > 0
            && Exchanged(quick, setting, claim.Left, values) is { Statement: Compare(_, _, var left) } leftEqual
            && Exchanged(quick, setting, claim.Right, values) is { Statement: Compare(_, _, var right) } rightEqual
            && new EqualitySearch(quick).Find(setting, left, right) is { } middle
            && Theorem.Transitive(leftEqual, middle) is { } half
            && Theorem.Turn(half) is { } turned
            && Theorem.Transitive(rightEqual, turned) is { } whole
            && Theorem.Turn(whole) is { } theorem
            ? ClaimProof.Of(theorem)
            : null;
    }

    // What has a closed form from the next integer on holds at the first, too.
    private static ClaimProof? FromNext(Setting setting, Compare claim)
    {
        foreach (var variable in setting.Variables)
        {
            if (
                variable is { Dimensions.Count: 0, Domain: Integers(Number(var least), null) }
                && least.IsInteger
                && Folds(claim.Left).Concat(Folds(claim.Right)).Any(fold => fold.FreeNames().Contains(variable.Name))
                && setting.Without(variable.Name) is { } others
                && InClosedForm(Theorem.Later(setting, variable, least), claim) is { Where.Count: 0 } rest
                && Total(new QuickSearch(), others, (Compare)claim.Substitute(variable.Name, least)) is { } first
                && Theorem.FirstInteger(setting, variable.Name, claim, first, rest.Theorem) is { } whole
            )
            {
                return ClaimProof.Of(whole);
            }
        }

        return null;
    }

    private static IEnumerable<Term> Folds(Term term) =>
        term is Fold ? [term]
        : term is Negate or Add or Multiply or Divide or Power or Apply ? term.Children().SelectMany(Folds)
        : [];

    private static (Theorem Left, Theorem Right)? Valued(QuickSearch quick, Setting setting, Compare claim)
    {
        var limits = new LimitValues(quick);
        var values = Approached(claim.Left)
            .Concat(Approached(claim.Right))
            .Distinct()
            .Where(term => term.FreeNames().All(name => setting.Variable(name) is not null))
            .Select(term => limits.Value(setting, term))
            .OfType<Theorem>()
            .ToList();
        if (values.Count == 0)
        {
            return null;
        }

        foreach (var value in values)
        {
            if (Theorem.Weaker(value, Theorem.Exists(((Compare)value.Statement).Left)) is { } exists)
            {
                quick.Learn(exists);
            }
        }

        return
            Exchanged(quick, setting, claim.Left, values) is { } leftEqual
            && Exchanged(quick, setting, claim.Right, values) is { } rightEqual
            ? (leftEqual, rightEqual)
            : null;
    }

    // side = side with the values in it.
    private static Theorem? Exchanged(QuickSearch quick, Setting setting, Term side, List<Theorem> values)
    {
        var equal = quick.Exists(setting, side);
        foreach (var value in values)
        {
            if (
                equal?.Statement is not Compare(_, _, var present)
                || quick.Exists(setting, present) is not { } exists
                || Theorem.EqualsForEquals(value, exists) is not { } step
            )
            {
                return null;
            }

            equal = Theorem.Transitive(equal, step);
        }

        return equal;
    }

    private static IEnumerable<Term> Approached(Term term) =>
        term is Limit or Integral ? [term] : term.Children().SelectMany(Approached);

    // Both sides exist.
    private static Theorem? Total(QuickSearch quick, Setting setting, Compare claim)
    {
        var (left, relation, right) = claim;
        if (relation == Relation.Equal)
        {
            return new EqualitySearch(quick).Find(setting, left, right)
                ?? new ContradictionSearch(quick).Find(setting, claim);
        }

        return Ordered(quick, setting, claim) ?? new ContradictionSearch(quick).Find(setting, claim);
    }

    private static Theorem? Ordered(QuickSearch quick, Setting setting, Compare claim)
    {
        var (left, relation, right) = claim;
        if (quick.Find(setting, claim) is { } direct)
        {
            return direct;
        }

        var turned = relation is Relation.Less or Relation.LessOrEqual;
        var difference = turned ? new Add([right, new Negate(left)]) : new Add([left, new Negate(right)]);
        var order = turned ? Theorem.Turned(relation) : relation;
        var sign = Sign(quick, setting, difference, order);
        var found = sign is null
            ? Inductive(quick, setting, turned ? new Compare(right, order, left) : claim)
            : Theorem.FromDifference(sign);
        return turned && found is not null ? Theorem.Turn(found) : found;
    }

    private static Theorem? Sign(QuickSearch quick, Setting setting, Term difference, Relation order)
    {
        if (quick.Exists(setting, difference) is { } closed && Theorem.ByEnclosure(closed, order) is { } enclosed)
        {
            return enclosed;
        }

        if (order != Relation.NotEqual)
        {
            return new SignSearch(quick).Find(setting, difference, order) ?? Rounded(quick, setting, difference, order);
        }

        foreach (var strict in new[] { Relation.Greater, Relation.Less })
        {
            var term = strict == Relation.Greater ? difference : new Negate(difference);
            if (new SignSearch(quick).Find(setting, term, Relation.Greater) is { } sign)
            {
                var own =
                    strict == Relation.Greater
                        ? sign
                        : quick.Transferred(setting, difference, Theorem.NegationOf(sign));
                return own is null ? null : Theorem.Weaker(own, new Compare(difference, Relation.NotEqual, Term.Zero));
            }
        }

        var collected = quick.Collected(setting, difference);
        return quick.Transferred(
            setting,
            difference,
            quick.Find(setting, new Compare(collected, Relation.NotEqual, Term.Zero))
        );
    }

    // With ⌊u⌋ ≤ u < ⌊u⌋ + 1 and ⌈u⌉ likewise.
    private static Theorem? Rounded(QuickSearch quick, Setting setting, Term difference, Relation order)
    {
        var facts = Rounding(difference)
            .Distinct()
            .Select(term => quick.Exists(setting, term))
            .OfType<Theorem>()
            .SelectMany(Theorem.BoundsOfRounding)
            .ToList();
        return facts.Count == 0 ? null : new LinearSearch(quick).Find(setting, difference, order, facts);
    }

    private static IEnumerable<Term> Rounding(Term term) =>
        term is Apply(Function.Floor or Function.Ceiling, _) ? [term]
        : term is Negate or Add or Multiply or Divide ? term.Children().SelectMany(Rounding)
        : [];

    private static Theorem? Inductive(QuickSearch quick, Setting setting, Compare claim) =>
        (
            claim.Relation is Relation.Greater or Relation.GreaterOrEqual
                ? new InequalitySteps(quick, (at, term, relation) => Sign(quick, at, term, relation)).Find(
                    setting,
                    claim
                )
                : null
        )
        ?? new InductionSearch(
            quick,
            (at, left, relation, right) =>
                Sign(quick, at, new Add([left, new Negate(right)]), relation) is { } sign
                    ? Theorem.FromDifference(sign)
                    : null
        ).Find(setting, claim);

    private static Setting SettingOf(Problem problem, bool widened)
    {
        var variables = problem
            .Variables.Select(variable =>
                widened
                && variable is { Provenance: Provenance.Guessed, Domain: RealInterval }
                && !problem.Lengths.Contains(variable.Name)
                    ? variable with
                    {
                        Domain = Domain.Real,
                    }
                    : variable
            )
            .ToList();
        var assumptions = problem
            .Conditions.Where(condition => !IsOfDomain(problem, condition))
            .Select(condition => ArrayEntries.Inside(condition, problem.Variable))
            .Where(condition => !Narrows(variables, condition))
            .ToList();
        return Setting.Of(variables.ToSequence(), assumptions);
    }

    // n ≥ 1 said of an integer or a number is a smaller domain: rules that no assumption may speak of it apply.
    private static bool Narrows(List<Variable> variables, Condition condition)
    {
        // |x| < c on both sides.
        if (
            condition
                is Compare(
                    Apply
                    (Function.Abs, [Symbol(var inner)]),
                    (Relation.Less or Relation.LessOrEqual)
                        and var within,
                    Number
                    ({ Sign: > 0 } radius)
                )
            && variables.Exists(other => other.Name == inner && other is { Dimensions.Count: 0, Domain: RealInterval })
        )
        {
            Term x = new Symbol(inner);
            return Narrows(variables, new Compare(x, within, new Number(radius)))
                & Narrows(variables, new Compare(x, Theorem.Turned(within), new Number(-radius)));
        }

        var (name, relation, value) = condition switch
        {
            Compare(Symbol(var x), var order, Number(var c)) => (x, order, c),
            Compare(Number(var c), var order, Symbol(var x)) => (x, Theorem.Turned(order), c),
            _ => ("", Relation.Equal, Rational.Zero),
        };
        var at = variables.FindLastIndex(other => other.Name == name);
        if (
            at < 0
            || variables[at] is not { Dimensions.Count: 0 } variable
            || relation is not (Relation.Less or Relation.LessOrEqual or Relation.Greater or Relation.GreaterOrEqual)
        )
        {
            return false;
        }

        var isLower = relation is Relation.Greater or Relation.GreaterOrEqual;
        var isClosed = relation is Relation.GreaterOrEqual or Relation.LessOrEqual;
        switch (variable.Domain)
        {
            case RealInterval interval:
            {
                var narrower = isLower
                    ? interval.Lower is { } low && (low > value || low == value && (isClosed || !interval.LowerClosed))
                        ? interval
                        : interval with
                        {
                            Lower = value,
                            LowerClosed = isClosed,
                        }
                    : interval.Upper is { } high
                    && (high < value || high == value && (isClosed || !interval.UpperClosed))
                        ? interval
                        : interval with
                        {
                            Upper = value,
                            UpperClosed = isClosed,
                        };
                if (narrower is { Lower: { } least, Upper: { } most } && least >= most)
                {
                    return false;
                }

                variables[at] = variable with { Domain = narrower };
                return true;
            }

            case Integers integers
                when value.IsInteger && (isLower ? integers.Lower : integers.Upper) is null or Number:
            {
                var end =
                    isClosed ? value
                    : isLower ? value + 1
                    : value - 1;
                var narrower = isLower
                    ? integers.Lower is Number(var low) && low >= end
                        ? integers
                        : integers with
                        {
                            Lower = new Number(end),
                        }
                    : integers.Upper is Number(var high) && high <= end
                        ? integers
                        : integers with
                        {
                            Upper = new Number(end),
                        };
                if (narrower is { Lower: Number(var least), Upper: Number(var most) } && least > most)
                {
                    return false;
                }

                variables[at] = variable with { Domain = narrower };
                return true;
            }

            default:
                return false;
        }
    }

    // x ≥ c where the domain of x says as much: one assumption less, the theorem says more.
    private static bool IsOfDomain(Problem problem, Condition condition) =>
        condition is Compare(Symbol(var name), var relation, Number(var value))
        && problem.Variable(name) is { Dimensions.Count: 0, Domain: RealInterval domain }
        && relation switch
        {
            Relation.GreaterOrEqual => domain.Lower >= value,
            Relation.Greater => domain.Lower > value || domain.Lower == value && !domain.LowerClosed,
            Relation.LessOrEqual => domain.Upper <= value,
            Relation.Less => domain.Upper < value || domain.Upper == value && !domain.UpperClosed,
            _ => false,
        };
}
