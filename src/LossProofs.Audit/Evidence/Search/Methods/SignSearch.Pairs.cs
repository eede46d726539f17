// Tangents between two positive quantities: u − v − v log(u/v) ≥ 0. Jensen, Young, the means, Fenchel for exponentials.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

internal sealed partial class SignSearch
{
    private const int MostPositive = 6;
    private const int MostScales = 4;

    // The term as a combination of such tangents, alone and times what is known to be ≥ 0: t e^x + (1 − t) e^y − e^m is
    // t (e^x − e^m − e^m (x − m)) + (1 − t) (e^y − e^m − e^m (y − m)) for m = tx + (1 − t)y.
    private Theorem? Pairs(Setting setting, Term term, Relation relation)
    {
        var collected = quick.Collected(setting, term);
        if (!HasTranscendental(collected))
        {
            return null;
        }

        var positive = Positive(setting, term, collected);
        var facts = new List<Theorem>();
        foreach (var v in positive)
        {
            foreach (var u in positive.Where(other => !other.Equals(v)))
            {
                if (PairTangent(setting, u, v, relation == Relation.Greater) is { } tangent)
                {
                    facts.Add(tangent);
                }
            }
        }

        if (facts.Count == 0)
        {
            return null;
        }

        var scales = LinearSearch
            .Facts(setting, term.FreeNames())
            .Where(scale => scale.Statement is Compare(_, Relation.Greater or Relation.GreaterOrEqual, _))
            .Take(MostScales)
            .ToList();
        var all = facts
            .Concat(
                from scale in scales
                from fact in facts
                where scale.In(setting) is not null
                select Theorem.ProductOf(scale.In(setting)!, fact, quotient: false)
            )
            .OfType<Theorem>()
            .ToList();
        // Without divisors, which the tangents do not have either.
        var (below, whole) = quick.Cleared(setting, collected);
        if (below.IsOne())
        {
            return new PositiveSearch(quick).Find(setting, term, relation, all, products: false);
        }

        return
            quick.Find(setting, new Compare(below, Relation.Greater, Term.Zero)) is { } divisor
            && new PositiveSearch(quick).Find(setting, whole, relation, all, products: false) is { } found
            && Theorem.ProductOf(found, divisor, quotient: true) is { } divided
            ? quick.Transferred(setting, term, divided)
            : null;
    }

    // u − v − v log(u/v) ≥ 0 as v·(u/v − 1 − log(u/v)).
    private Theorem? PairTangent(Setting setting, Term u, Term v, bool strict)
    {
        var quotient = u / v;
        if (
            quick.Find(setting, new Compare(quotient, Relation.Greater, Term.Zero)) is not { } positive
            || quick.Find(setting, new Compare(v, Relation.Greater, Term.Zero)) is not { } scale
        )
        {
            return null;
        }

        var tangent =
            strict && Apart(quotient) is { } different
                ? Theorem.StrictLogarithmTangent(positive, different)
                : Theorem.LogarithmTangent(positive);
        return tangent?.Statement is Compare(var known, _, _) && quick.Exists(setting, known) is not null
            ? quick.Transferred(
                setting,
                new Add([
                    u,
                    new Negate(v),
                    new Negate(new Multiply([v, new Add([Term.Log(u), new Negate(Term.Log(v))])])),
                ]),
                Theorem.ProductOf(scale, tangent, quotient: false)
            )
            : null;

        // u/v ≠ 1.
        Theorem? Apart(Term ratio)
        {
            var difference = new Add([ratio, new Negate(Term.One)]);
            return quick.Transferred(
                setting,
                difference,
                quick.Find(setting, new Compare(quick.Collected(setting, difference), Relation.NotEqual, Term.Zero))
            );
        }
    }

    // Products of exponentials, powers and what logarithms are taken of, as far as they are positive.
    private List<Term> Positive(Setting setting, Term term, Term collected)
    {
        var arguments = Parts(collected).SelectMany(Argument).Distinct().Take(2 * MostPositive).ToList();
        var found = new List<Term>();
        foreach (var addend in Addends(collected))
        {
            var (numerator, denominator) = Limits.Fraction(addend);
            var candidate = Simplifying.Quotient(Kept(numerator), Kept(denominator));
            if (!candidate.IsOne())
            {
                Take(candidate);
            }
        }

        foreach (var argument in arguments.Concat(Parts(term).SelectMany(Argument).Where(IsPlain)))
        {
            Take(argument);
        }

        // Bernoulli: b^r and 1 are b and 1 with the weights r and 1 − r.
        var bases = Parts(term).OfType<Power>().Where(power => power.Exponent is not Number).ToList();
        foreach (var power in bases.Where(power => power.Base is not (Number or Constant)))
        {
            Take(quick.Collected(setting, power.Base));
        }

        if (bases.Count > 0)
        {
            Take(Term.One);
        }

        return found;

        void Take(Term candidate)
        {
            if (
                found.Count < MostPositive
                && !found.Contains(candidate)
                && quick.Find(setting, new Compare(candidate, Relation.Greater, Term.Zero)) is not null
            )
            {
                found.Add(candidate);
            }
        }

        Term Kept(Term product) => Simplifying.Product([.. Factors(product).Where(IsFactor)]);

        bool IsFactor(Term factor) =>
            factor is not Number
            && (IsExponential(factor) || arguments.Contains(factor is Power(var basis, Number) ? basis : factor));

        static IEnumerable<Term> Argument(Term part) => part is Apply(Function.Log, [var x]) ? [x] : [];

        static bool IsExponential(Term factor) =>
            factor is Apply(Function.Exp, _) or Constant(ConstantKind.E) or Power(_, not Number);

        static bool IsPlain(Term argument) => !HasTranscendental(argument) && !argument.IsOne();
    }

    private static bool HasTranscendental(Term term) =>
        term is Apply(Function.Exp or Function.Log, _) or Power(_, not Number)
        || term is not (Fold or Tabulate) && term.Children().Any(HasTranscendental);
}
