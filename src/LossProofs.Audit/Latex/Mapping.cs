// A tree with other children: what rewrites notation goes through it.
namespace LossProofs.Audit.Latex;

internal static class Mapping
{
    /// <summary>The immediate parts of a node.</summary>
    public static IReadOnlyList<Expression> Parts(this Expression node)
    {
        var parts = new List<Expression>();
        node.MapChildren(child =>
        {
            parts.Add(child);
            return child;
        });
        return parts;
    }

    /// <summary>The node with each child replaced; the same node where none changes.</summary>
    public static Expression MapChildren(this Expression node, Func<Expression, Expression> map)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var mapped = node switch
        {
            Accented x => x with { Base = map(x.Base) },
            Scripted x => x with
            {
                Base = map(x.Base),
                Subscript = Some(x.Subscript),
                Superscript = Some(x.Superscript),
            },
            Fraction x => x with { Numerator = map(x.Numerator), Denominator = map(x.Denominator) },
            Quotient x => x with { Numerator = map(x.Numerator), Denominator = map(x.Denominator) },
            Binomial x => x with { Upper = map(x.Upper), Lower = map(x.Lower) },
            Radical x => x with { Radicand = map(x.Radicand), Index = Some(x.Index) },
            Delimited x => x with { Content = map(x.Content) },
            Barred x => x with { Left = map(x.Left), Right = map(x.Right) },
            Listing x => x with { Items = x.Items.Map(map) },
            Application x => x with { Head = map(x.Head), Argument = map(x.Argument) },
            BigOperator x => x with { Lower = Some(x.Lower), Upper = Some(x.Upper), Body = map(x.Body) },
            DerivativeQuotient x => x with
            {
                Operand = Some(x.Operand),
                Variables = x.Variables.Map(variable => variable with { Variable = map(variable.Variable) }),
            },
            Differential x => x with { Variable = map(x.Variable) },
            Additive x => x with { Terms = x.Terms.Map(term => term with { Term = map(term.Term) }) },
            Product x => x with { Factors = x.Factors.Map(factor => factor with { Value = map(factor.Value) }) },
            Chain x => x with { Operands = x.Operands.Map(map) },
            Connected x => x with { Operands = x.Operands.Map(map) },
            Clauses x => x with { Items = x.Items.Map(clause => clause with { Content = map(clause.Content) }) },
            Rows x => x with { Lines = x.Lines.Map(map) },
            Cases x => x with
            {
                Branches = x.Branches.Map(branch => new CaseBranch(map(branch.Value), Some(branch.Condition))),
            },
            Matrix x => x with { Lines = x.Lines.Map(line => line.Map(map)) },
            Annotated x => x with { Base = map(x.Base) },
            EvaluatedAt x => x with { Base = map(x.Base), At = map(x.At), Upper = Some(x.Upper) },
            Postfix x => x with { Operand = map(x.Operand) },
            Constructed x => x with { Parts = x.Parts.Map(map) },
            _ => node,
        };
        return mapped.Equals(node) ? node : mapped;

        Expression? Some(Expression? child) => child is null ? null : map(child);
    }
}
