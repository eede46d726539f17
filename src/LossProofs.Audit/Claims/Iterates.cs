// The number of a step set above a name: w^{t+1} = w^t - \eta g^t is said of a sequence, and t is no exponent. A document says so
// by such an equation for one of its names, where the letter of that name never stands for a quantity by itself.
using System.Text.RegularExpressions;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static partial class Iterates
{
    private static readonly HashSet<string> s_letters = ["t", "k", "n", "i", "j", "m", "s", "l", "r", "\\tau", "\\ell"];

    /// <summary>Which names of a document have the number of a step above; null where none has.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">How its formulas are read.</param>
    public static Func<Scripted, bool>? Of(Document document, ParserOptions options)
    {
        if (!document.Equations.Any(equation => NextStep().IsMatch(equation.Latex)))
        {
            return null;
        }

        var displays = document
            .Equations.Select(equation => FormulaParser.Parse(equation.Latex, options).Body)
            .ToList();
        var alone = new HashSet<Expression>();
        foreach (
            var formula in displays.Concat(
                document.Segments.OfType<InlineMath>().Select(inline => FormulaParser.Parse(inline.Latex, options).Body)
            )
        )
        {
            foreach (var node in Names.Quantities(formula))
            {
                switch (node)
                {
                    case Identifier letter:
                        alone.Add(letter);
                        break;
                    // w^2: a power of what stands alone. w^0 and w^1 are where a sequence starts.
                    case Scripted
                    {
                        Base: Identifier letter,
                        Superscript: Fraction or Numeral { Digits: not ("0" or "1") }
                    }:
                        alone.Add(letter);
                        break;
                }
            }
        }

        var steps = displays
            .SelectMany(WrittenStatement.Of)
            .Select(statement => statement.Formula)
            .OfType<Chain>()
            .Select(chain => StepOf(chain, alone))
            .OfType<Expression>()
            .Concat(
                displays
                    .SelectMany(Names.Nodes)
                    .OfType<Scripted>()
                    .Where(node => IsVector(node.Base) && node.Superscript is { } above && Neighbour(above) is not null)
                    .Select(node => Neighbour(node.Superscript!)!)
            )
            .ToHashSet();
        if (steps.Count == 0)
        {
            return null;
        }

        var iterated = displays
            .SelectMany(Names.Nodes)
            .OfType<Scripted>()
            .Where(node => node.Superscript is { } above && Counts(above))
            .Select(node => node.Base)
            .ToHashSet();
        return node =>
            node is { Base: Identifier { Name: not "e" } letter, Superscript: { } above, Primes: 0 }
            && (IsVector(letter) || !alone.Contains(letter))
            && (
                Counts(above)
                || (above is Numeral { Digits: "0" or "1" } || above is Numeral && IsVector(letter))
                    && iterated.Contains(letter)
            );

        bool Counts(Expression above) => steps.Contains(above) || Neighbour(above) is { } step && steps.Contains(step);
    }

    // w^{t+1} = … w^t … or w^t = … w^{t-1} …, alone on the left: t.
    private static Expression? StepOf(Chain chain, HashSet<Expression> alone)
    {
        if (
            chain.Relations.Count == 0
            || chain.Relations[0].Symbol is not ("=" or ":=" or "\\leftarrow")
            || chain.Operands[0] is not Scripted { Base: Identifier { Name: not "e" } letter, Superscript: { } above }
            || !IsVector(letter) && alone.Contains(letter)
        )
        {
            return null;
        }

        var step = Neighbour(above) ?? above;
        // r^{n+1} = \dots may be said of powers: the name has an index besides, is a vector, or a function is taken of it.
        var counts =
            chain.Operands[0] is Scripted { Subscript: not null }
            || IsVector(letter)
            || letter is { Style: LetterStyle.Bold }
            || chain
                .Operands.Skip(1)
                .SelectMany(Names.Nodes)
                .OfType<Application>()
                .Any(application =>
                    application.Argument is Delimited { Content: Scripted { Base: var inner } } && inner.Equals(letter)
                );
        return
            counts
            && IsLetter(step)
            && chain
                .Operands.Skip(1)
                .SelectMany(Names.Nodes)
                .OfType<Scripted>()
                .Any(node =>
                    node.Base.Equals(letter)
                    && !Equals(node.Superscript, above)
                    && (
                        node.Superscript is null && above is Additive
                        || node.Superscript is { } before && (Neighbour(before) ?? before).Equals(step)
                    )
                )
            ? step
            : null;
    }

    // A small letter set bold, or below an arrow: no number has such a power.
    private static bool IsVector(Expression name) =>
        name is Identifier { Name: [>= 'a' and <= 'z'] } and ({ Style: LetterStyle.Bold } or { Accents: ["\\vec"] });

    // t + 1, t - 1.
    private static Expression? Neighbour(Expression above) =>
        above
            is Additive
            {
                Terms: [{ Sign: "+", Term: var letter }, { Sign: "+" or "-", Term: Numeral { Digits: "1" } }]
            }
        && IsLetter(letter)
            ? letter
            : null;

    private static bool IsLetter(Expression above) =>
        above is Identifier { Style: LetterStyle.Plain, Accents.Count: 0 } letter && s_letters.Contains(letter.Name);

    [GeneratedRegex(@"\^\s*\{\s*(\\?[a-z]+)\s*[+-]\s*1\s*\}")]
    private static partial Regex NextStep();
}
