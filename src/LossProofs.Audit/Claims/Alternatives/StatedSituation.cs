// "Suppose that $x > 0$.", γ = 2 of the heading, T \to 0 of a display before.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>
/// A condition that the section states before the claim, in whatever sentence. What it supposes counts for a declared claim,
/// too.
/// </summary>
internal sealed class StatedSituation : Alternative
{
    private const int MostSituations = 8;

    public override bool OfDeclaredClaims => true;

    public override IEnumerable<Reading> Of(Questioned claim) => (
            claim.IsDeclared ? Supposed(claim)
            : claim.IsClosed ? []
            : StatedBefore(claim)
        ).Select(situation => InSituation(claim, situation)).OfType<Reading>();

    private static IEnumerable<Expression> Supposed(Questioned claim) =>
        claim
            .Surroundings.Inline.Where(inline =>
                inline.Section == claim.Near.Section
                && inline.Ordinal < claim.Equation.Ordinal
                && IsSituation(inline.Formula)
                && claim.Near.Words.Lexicon.Has(Category.Assumption, inline.Sentence)
            )
            .Select(inline => inline.Formula)
            .Distinct()
            .TakeLast(MostSituations);

    private static IEnumerable<Expression> StatedBefore(Questioned claim) =>
        claim
            .Surroundings.StatedIn(claim.Near.Section)
            .Where(statement => statement.Ordinal < claim.Equation.Ordinal && IsSituation(statement.Formula))
            .OrderByDescending(statement => statement.Ordinal)
            .Select(statement => statement.Formula)
            .Distinct()
            .Take(MostSituations);

    // γ = 2, T \to 0, a \geq b: no definition, and nothing that would have to be computed.
    private static bool IsSituation(Expression formula) =>
        formula is Chain { Operands: [var left, var right], Relations: [{ Symbol: var relation }] }
        && relation switch
        {
            "=" or "\\to" => Names.IsName(left) && (Questioned.IsNumber(right) || Names.IsName(right)),
            "<" or ">" or "\\leq" or "\\geq" => Names.Nodes(formula).All(IsPlain),
            _ => false,
        };

    private static bool IsPlain(Expression node) =>
        node
            is Chain
                or Identifier
                or Scripted
                or Numeral
                or Additive
                or Product
                or Delimited
                or Quotient
                or Fraction
                or Missing;

    // The claim where the situation holds; null where it is about other things, or written for all of them.
    private static Reading? InSituation(Questioned claim, Expression situation)
    {
        var first = claim.First;
        var (left, relation, right) = ((Chain)situation) switch
        {
            { Operands: [var one, var other], Relations: [{ Symbol: var symbol }] } => (one, symbol, other),
            _ => throw new InvalidOperationException("a situation is one relation"),
        };
        var name = Names.Of(left);
        if (relation is "=" or "\\to")
        {
            // What the claim writes it does not fix: d/dp at p = 1 says the value.
            if (claim.Written.Contains(name) && Questioned.IsNumber(right))
            {
                return null;
            }

            if (
                first.Context.Variable(name) is not { Dimensions.Count: 0 } variable
                || ValueOf(right) is { } value && !Contains(variable.Domain, value)
            )
            {
                return null;
            }

            situation = new Chain([left, right], [new RelationSign("=")]);
        }
        else if (Names.Nodes(situation).Any(node => Names.IsName(node) && claim.IsDefined(Names.Of(node))))
        {
            // A relation that a defined quantity has is a claim, which may be false.
            return null;
        }

        if (
            !Names
                .Nodes(situation)
                .Any(node =>
                    Names.IsName(node) && first.Context.Variable(Names.Of(node)) is not null
                    || Scope.Family(node, out var family, out _) && first.Context.Variable(family) is not null
                )
        )
        {
            return null;
        }

        try
        {
            var reading = claim.Read(
                claim.Builder(),
                claim.Near with
                {
                    Conditions = [.. claim.Near.Conditions, situation],
                },
                claim.Step,
                $"a formula for {situation}"
            );
            return DocumentReading.Same(reading.Context, first.Context) ? null : reading;
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private static Rational? ValueOf(Expression side) =>
        side switch
        {
            Numeral { Digits: var digits } when Rational.TryParse(digits, out var value) => value,
            Additive { Terms: [{ Sign: "-", Term: var term }] } when ValueOf(term) is { } value => -value,
            Quotient { Numerator: var above, Denominator: var below } => Ratio(above, below),
            Fraction { Numerator: var above, Denominator: var below } => Ratio(above, below),
            _ => null,
        };

    private static Rational? Ratio(Expression above, Expression below) =>
        (ValueOf(above), ValueOf(below)) is ({ } one, { } other) && other != Rational.Zero ? one / other : null;

    private static bool Contains(Domain domain, Rational value) =>
        domain switch
        {
            RealInterval interval => (
                interval.Lower is not { } low || value > low || (interval.LowerClosed && value == low)
            ) && (interval.Upper is not { } high || value < high || (interval.UpperClosed && value == high)),
            Finite finite => finite.Values.Contains(value),
            _ => true,
        };
}
