// Names that stand in definitions and of which the document says nothing else.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // Letters that stand for small numbers, steps and constants: an equation with these may be meant approximately.
    private static readonly HashSet<string> s_conventional =
    [
        "e",
        "i",
        "j",
        "d",
        "h",
        "o",
        "O",
        "\\pi",
        "\\epsilon",
        "\\varepsilon",
        "\\delta",
        "\\Delta",
    ];

    // Only those on which no other formula of the document may lay a condition.
    private Reading WithLetters(Equation equation, IReadOnlySet<int> defining, Reading reading)
    {
        var letters = reading.Context.Letters.Where(name => IsOnlyLetter(equation, defining, name)).ToSequence();
        return letters.Equals(reading.Context.Letters) && letters.Count == 0
            ? reading
            : reading with
            {
                Context = reading.Context with
                {
                    Letters = letters,
                    Arguments = letters.Where(name => IsArgument(defining, name)).ToSequence(),
                },
            };
    }

    private bool IsOnlyLetter(Equation equation, IReadOnlySet<int> defining, string name)
    {
        var letter = name.Split('_')[0];
        return letter.Trim('\\').All(char.IsAsciiLetter)
            && !name.Contains('^')
            && !s_conventional.Contains(letter)
            && _surroundings.Inline.TrueForAll(inline => !IsConditionOn(inline.Formula, name))
            && _surroundings.Displays.TrueForAll(display =>
                WrittenStatement
                    .Of(display.Formula)
                    .All(statement =>
                        statement.Conditions.All(condition => !Speaks(condition, name))
                        && (
                            display.Ordinal == equation.Ordinal
                            || defining.Contains(display.Ordinal)
                            || !IsConditionOn(statement.Formula, name)
                        )
                    )
            );
    }

    // f(x, y) = …: of x and y the definition says that they may have any value.
    private bool IsArgument(IReadOnlySet<int> defining, string name) =>
        _surroundings
            .Displays.Where(display => defining.Contains(display.Ordinal))
            .SelectMany(display => WrittenStatement.Of(display.Formula))
            .Any(statement =>
                statement.Formula is Chain { Operands: [Application { Argument: var argument }, ..] }
                && Speaks(argument, name)
            );

    // A relation with the name in it that gives nothing that is defined another form; 'L = 0' holds at some values only.
    private bool IsConditionOn(Expression formula, string name) =>
        Names
            .Nodes(formula)
            .OfType<Chain>()
            .Any(chain =>
                Speaks(chain, name)
                && (
                    !Names.Nodes(chain.Operands[0]).Any(node => IsDefinedElsewhere(node, name))
                    || chain.Operands.Any(operand => operand is Numeral)
                    || chain.Relations.Any(relation =>
                        relation.Symbol is not ("=" or ":=" or "\\equiv" or "\\triangleq")
                    )
                )
            );

    private bool IsDefinedElsewhere(Expression node, string name) =>
        (node is Application { Head: var head } ? head : node) is var defined
        && Names.IsName(defined)
        && Names.Of(defined) != name
        && _scope.Versions(defined).Any();

    private static bool Speaks(Expression formula, string name) =>
        Names
            .Nodes(formula)
            .Any(node =>
                Names.IsName(node) && Names.Of(node) == name
                || Scope.Family(node, out var family, out _) && family == name
                || node is Identifier { Accents.Count: > 0 } decorated
                    && Names.Of(decorated with { Accents = [] }) == name
            );
}
