// What would have to be declared for a claim to be decided: everything at once, in the order in which it matters, as a
// bindings file that can be used as it is.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A symbol of a claim that nothing says enough of.</summary>
/// <param name="Spelling">As a bindings file spells it.</param>
/// <param name="Phrase">What it is taken for; change it where it is something else.</param>
public sealed record Declaration(string Spelling, string Phrase)
{
    /// <summary>Its line in a bindings file.</summary>
    public string Yaml => $"  {Quoted(Spelling)}: {Phrase}";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

internal static class Declarations
{
    /// <summary>What is missing: functions first, then arrays, their lengths, then numbers.</summary>
    public static Sequence<Declaration> Of(
        Expression left,
        Expression right,
        IReadOnlyList<Reading> readings,
        Scope scope
    )
    {
        var found = new List<Declaration>();
        var nodes = Names.Quantities(left).Concat(Names.Quantities(right)).ToList();
        foreach (var application in nodes.OfType<Application>().Where(node => IsUnknown(node, scope)))
        {
            var arity = application.Argument is Delimited { Content: Listing { Separator: "," } listing }
                ? listing.Items.Count
                : 1;
            Add(Names.Of(application.Head), arity == 1 ? "function" : $"function of {arity} arguments");
        }

        if (readings.Count > 0)
        {
            var guessed = readings[0]
                .Context.Variables.Where(variable => variable.Provenance == Provenance.Guessed)
                .OrderByDescending(variable => variable.Dimensions.Count)
                .ToList();
            foreach (var variable in guessed)
            {
                Add(variable.Name, Phrase(variable));
            }
        }
        else
        {
            foreach (var name in nodes.Where(node => Names.IsName(node) && !IsConstant(node) && !IsMark(node)))
            {
                // Not numbers, but of which size nothing says.
                var isTransposed = nodes
                    .OfType<Scripted>()
                    .Any(node => node.Superscript is { } mark && IsMark(mark) && node.Base.Equals(name));
                if (
                    !isTransposed
                    && scope.Declaration(Names.Of(name)) is null
                    && scope.Definitions(Names.Of(name)).Count == 0
                    && !Scope.Family(name, out _, out _)
                    && !nodes.OfType<Application>().Any(application => application.Head.Equals(name))
                )
                {
                    Add(Names.Of(name), "real");
                }
            }
        }

        return found.ToSequence();

        void Add(string name, string? phrase)
        {
            var spelling = Spelling.Plain(name);
            if (spelling.EndsWith("_\\cdot", StringComparison.Ordinal))
            {
                spelling = spelling[..^"_\\cdot".Length];
            }

            if (
                phrase is not null
                && !found.Exists(known => known.Spelling == spelling)
                && new Declaration(spelling, phrase) is var declaration
                && CanBeDeclared(declaration)
            )
            {
                found.Add(declaration);
            }
        }
    }

    // V(s) of a V that nothing defines.
    private static bool IsUnknown(Application application, Scope scope) =>
        application.Argument is Delimited { Open: "(" }
        && Names.IsName(application.Head)
        && !Names.IsOperator(application.Head)
        && !Randomness.IsOperator(application.Head)
        && application.Head is not Identifier { Name: "O" or "o" or "\\mathcal{O}" }
        && scope.Definitions(Names.Of(application.Head)).Count == 0
        && scope.Declaration(Names.Of(application.Head)) is null
        && scope.Definitions(Names.Of(application)).Count == 0
        && scope.Declaration(Names.Of(application)) is null;

    private static bool IsConstant(Expression name) => name is Identifier { Name: "e" or "\\pi" or "\\infty" };

    // \top of x^\top, \text{KL} of D_{\text{KL}}: part of a spelling.
    private static bool IsMark(Expression name) =>
        name is TextRun or Identifier { Name: "\\top" or "\\intercal" or "\\prime" or "\\dagger" or "T" }
        || name is Identifier { Name: var text } && text.StartsWith("\\text", StringComparison.Ordinal);

    private static string? Phrase(Variable variable) =>
        variable switch
        {
            { Domain: SmoothFunction { Arity: 1 } } => "function",
            { Domain: SmoothFunction { Arity: var arity } } => $"function of {arity} arguments",
            { Domain: Integers, Dimensions.Count: 0 } => "integer >= 1",
            { Domain: RealInterval, Dimensions: [] } => "real",
            { Domain: RealInterval, Dimensions: [var length] } when Length(length) is { } n => $"vector of length {n}",
            { Domain: RealInterval, Dimensions: [var rows, var columns] }
                when Length(rows) is { } n && Length(columns) is { } m => $"matrix {n} by {m}",
            _ => null,
        };

    private static string? Length(Term length) =>
        length switch
        {
            Symbol(var name) when !name.Contains(' ', StringComparison.Ordinal) => Spelling.Plain(name),
            Number(var value) => value.ToString(),
            _ => null,
        };

    // A name of the engine's own, such as the number of values of x, has no spelling in a document.
    private static bool CanBeDeclared(Declaration declaration)
    {
        if (declaration.Spelling.Contains("\\#", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return BindingsLoader.Read($"symbols:\n{declaration.Yaml}\n", "declared.yaml").Symbols.Count == 1
                && FormulaParser.Parse(declaration.Spelling).IsReadable;
        }
        catch (BindingsException)
        {
            return false;
        }
    }
}
