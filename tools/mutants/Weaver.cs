// All mutants in one library: where a mutant differs, the code asks whether it is the one that is switched on. So they
// are compiled once, and run one after the other in a process that is warm.
using LossProofs.KernelGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LossProofs.Mutants;

/// <summary>A library with mutants woven in.</summary>
internal sealed class Weaver(IReadOnlyDictionary<string, SyntaxTree> sources, string[] references)
{
    private const string Switch = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("LossProofs.Tests.Properties")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("LossProofs.Ledger")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("lossproofs")]

        namespace LossProofs.Mutated
        {
            internal static class Mutation
            {
                public static int Active;
                public static readonly bool[] Reached = new bool[SIZE];

                public static bool Is(int number)
                {
                    Reached[number] = true;
                    return Active == number;
                }
            }
        }
        """;

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>
    /// Compiles the library with the mutants to a file; returns those that are in it. What does not compile in its smallest
    /// place is tried in a larger one, then left out.
    /// </summary>
    public IReadOnlyList<Mutant> Compile(IReadOnlyList<Mutant> mutants, string library, string path)
    {
        var places = mutants.ToDictionary(mutant => mutant.Number, _ => 0);
        while (true)
        {
            Mutant[] woven = [.. mutants.Where(mutant => places[mutant.Number] < mutant.Places.Count)];
            var trees = Weave(woven, places);
            var written = CSharpCompilation.Create(
                library,
                trees,
                references.Select(file => MetadataReference.CreateFromFile(file)),
                new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary,
                    optimizationLevel: OptimizationLevel.Release,
                    allowUnsafe: true,
                    nullableContextOptions: NullableContextOptions.Enable,
                    concurrentBuild: true
                )
            );
            // With the verbs of the losses. A generator of the platform is not at hand: Written.
            CSharpGeneratorDriver
                .Create([new VerbsGenerator().AsSourceGenerator()], parseOptions: Options)
                .RunGeneratorsAndUpdateCompilation(written, out var compilation, out _);
            Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            if (errors.Length == 0)
            {
                using var file = File.Create(path);
                var result = compilation.Emit(file);
                return result.Success
                    ? woven
                    : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
            }

            HashSet<int> blamed = [.. errors.SelectMany(Blamed)];
            if (blamed.Count == 0)
            {
                // Outside of all: one of the sample in the same member leaves something undone. A bug by hand is not to blame.
                blamed =
                [
                    .. errors.SelectMany(Beside).Where(number => !woven.First(m => m.Number == number).IsHandWritten),
                ];
            }

            if (blamed.Count == 0)
            {
                throw new InvalidOperationException($"it does not compile: {string.Join('\n', errors.Take(5))}");
            }

            foreach (var number in blamed)
            {
                places[number]++;
            }
        }
    }

    private CSharpParseOptions Options => (CSharpParseOptions)sources.Values.First().Options;

    private List<SyntaxTree> Weave(IReadOnlyList<Mutant> mutants, Dictionary<int, int> places)
    {
        List<SyntaxTree> trees =
        [
            CSharpSyntaxTree.ParseText(
                Switch.Replace("SIZE", $"{mutants.Max(m => m.Number) + 1}", StringComparison.Ordinal),
                Options
            ),
            CSharpSyntaxTree.ParseText(Usings, Options),
        ];
        foreach (var (file, tree) in sources)
        {
            var choices = mutants
                .Where(mutant => mutant.File == file)
                .ToLookup(
                    mutant => mutant.Places[places[mutant.Number]].Original,
                    mutant => (mutant.Number, mutant.Places[places[mutant.Number]].Replacement)
                );
            var root = new Written().Visit(new Choosing(choices).Visit(tree.GetRoot())!);
            // Read again, so that what is wrong has a place in the text.
            trees.Add(CSharpSyntaxTree.ParseText(root.ToFullString(), Options, file));
        }

        return trees;
    }

    // The mutant around an error.
    private static IEnumerable<int> Blamed(Diagnostic error) => Around(error).Select(NumberOf).OfType<int>().Take(1);

    // Those in the member of an error that is outside of all: a statement that is left out may leave a variable without a
    // value, so expressions are the last to be blamed.
    private static IEnumerable<int> Beside(Diagnostic error)
    {
        var inside =
            Around(error)
                .OfType<MemberDeclarationSyntax>()
                .FirstOrDefault()
                ?.DescendantNodes()
                .Where(node => NumberOf(node) is not null)
                .ToArray()
            ?? [];
        SyntaxNode[] statements = [.. inside.OfType<IfStatementSyntax>()];
        return (statements.Length > 0 ? statements : inside).Select(NumberOf).OfType<int>().Distinct();
    }

    private static IEnumerable<SyntaxNode> Around(Diagnostic error) =>
        error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan).AncestorsAndSelf() ?? [];

    private static int? NumberOf(SyntaxNode node)
    {
        var condition = node switch
        {
            ConditionalExpressionSyntax conditional => conditional.Condition,
            IfStatementSyntax branch => branch.Condition,
            _ => null,
        };
        return
            condition
                is InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Is" } called
                } call
            && called.Expression.ToString().EndsWith("Mutation", StringComparison.Ordinal)
            && call.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: int number }
            ? number
            : null;
    }

    // What a generator would write is written out: [GeneratedRegex(…)] partial Regex Name();
    private sealed class Written : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            var attribute = node
                .AttributeLists.SelectMany(list => list.Attributes)
                .FirstOrDefault(a => a.Name.ToString() == "GeneratedRegex");
            return attribute?.ArgumentList is not { } arguments
                ? base.VisitMethodDeclaration(node)
                : node.WithAttributeLists([])
                    .WithModifiers([.. node.Modifiers.Where(m => !m.IsKind(SyntaxKind.PartialKeyword))])
                    .WithExpressionBody(
                        ArrowExpressionClause(ParseExpression($"new({string.Join(", ", arguments.Arguments.Take(2))})"))
                    )
                    .WithLeadingTrivia(node.GetLeadingTrivia());
        }
    }

    private sealed class Choosing(ILookup<SyntaxNode, (int Number, SyntaxNode Replacement)> choices)
        : CSharpSyntaxRewriter
    {
        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            var visited = base.Visit(node);
            if (node is null || visited is null)
            {
                return visited;
            }

            foreach (var (number, replacement) in choices[node])
            {
                visited = (visited, replacement) switch
                {
                    (ExpressionSyntax original, ExpressionSyntax other) => ParenthesizedExpression(
                            ConditionalExpression(Is(number), InBrackets(other), InBrackets(original))
                        )
                        .WithTriviaFrom(original),
                    (BlockSyntax original, BlockSyntax other) => Block(
                        IfStatement(Is(number), other.WithoutTrivia(), ElseClause(original.WithoutTrivia()))
                            .NormalizeSpaces()
                    ),
                    (StatementSyntax original, StatementSyntax other) => Block(
                        IfStatement(
                                Is(number),
                                Block(other.WithoutTrivia()),
                                ElseClause(Block(original.WithoutTrivia()))
                            )
                            .NormalizeSpaces()
                    ),
                    _ => throw new InvalidOperationException($"mutant {number} is of another kind than its place"),
                };
            }

            return visited;
        }

        private static InvocationExpressionSyntax Is(int number) =>
            (InvocationExpressionSyntax)ParseExpression($"global::LossProofs.Mutated.Mutation.Is({number})");

        private static ParenthesizedExpressionSyntax InBrackets(ExpressionSyntax expression) =>
            ParenthesizedExpression(expression.WithoutTrivia());
    }
}

internal static class Spacing
{
    /// <summary>A space between `else` and what follows; all else keeps its own.</summary>
    public static IfStatementSyntax NormalizeSpaces(this IfStatementSyntax branch) =>
        branch.Else is { } other
            ? branch.WithElse(
                other.WithElseKeyword(Token(TriviaList(Space), SyntaxKind.ElseKeyword, TriviaList(Space)))
            )
            : branch;
}
