// Small words for writing claims as terms in the tests of the audit's engine.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Tests.Properties.Evidence;

/// <summary>Terms, contexts and statements in few letters.</summary>
internal static class Formulas
{
    public static Term S(string name) => new Symbol(name);

    public static Term At(string array, params Term[] indices) => new Element(S(array), indices.ToSequence());

    public static Term Q(int numerator, int denominator) => new Rational(numerator, denominator);

    public static Term F(Function function, params Term[] arguments) => new Apply(function, arguments.ToSequence());

    public static Term Exp(Term x) => Term.Exp(x);

    public static Term Log(Term x) => Term.Log(x);

    public static Term Sigmoid(Term x) => F(Function.Sigmoid, x);

    public static Term Sqr(Term x) => new Power(x, 2);

    public static Term Sum(string index, Term body, Condition? where = null) =>
        new Fold(FoldKind.Sum, index, new Span(1, S("n")), where, body);

    public static Term Prod(string index, Term body) =>
        new Fold(FoldKind.Product, index, new Span(1, S("n")), null, body);

    public static Term D(Term body, Term variable) => new Derivative(body, variable);

    public static Condition Is(Term left, Relation relation, Term right) => new Compare(left, relation, right);

    public static Variable Real(string name, Domain? domain = null) =>
        new(name, [], domain ?? Domain.Real, Provenance.Declared);

    public static Variable Vector(string name, Domain? domain = null) =>
        new(name, [S("n")], domain ?? Domain.Real, Provenance.Declared);

    public static Variable Length(string name, Provenance provenance = Provenance.Declared) =>
        new(name, [], new Integers(1, null), provenance);

    public static Variable Index(string name) => new(name, [], new Integers(1, S("n")), Provenance.BuiltIn);

    public static Context Given(params Variable[] variables) => new(variables.ToSequence(), [], []);

    public static Statement Claim(Context context, Term left, Relation relation, Term right) =>
        new([new Reading(new Comparison(left, relation, right), context, "as written")], false);

    public static string Describe(Finding finding) =>
        finding switch
        {
            Refuted refuted =>
                $"refuted at {refuted.Certificates[0].Assignment}: {refuted.Certificates[0].Left} against {refuted.Certificates[0].Right}",
            Proved proved => $"proved: {ProofText.Line(proved.Proof)}",
            Tested tested => $"tested: {tested.Cases} cases, {tested.Bits} bits",
            Unchecked open => $"unchecked: {open.Reason}",
            _ => finding.ToString(),
        };

    public static Finding Judge(Statement statement, int cases = 300) =>
        new Judge(new JudgeSettings(cases)).Decide(statement);
}
