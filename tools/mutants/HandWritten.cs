// The bugs that people make, as small changes of the text: bugs.txt. Each must apply, exactly once.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossProofs.Mutants;

internal static class HandWritten
{
    /// <summary>
    /// Reads blocks "# what is wrong", "@ file", lines "- old" and "+ new"; the old lines stand together, once, in the file,
    /// at any indentation.
    /// </summary>
    public static IEnumerable<Mutant> Read(string path, IReadOnlyDictionary<string, SyntaxTree> sources, int first)
    {
        var (name, file) = ("", "");
        List<string> old = [],
            @new = [];
        foreach (var line in File.ReadLines(path).Append("# "))
        {
            switch (line is [var kind, ' ', ..] ? kind : ' ')
            {
                case '#':
                    if (old.Count > 0)
                    {
                        yield return Of(first++, name, file, old, @new, sources);
                    }

                    (name, old, @new) = (line[2..], [], []);
                    break;
                case '@':
                    file = line[2..];
                    break;
                case '-':
                    old.Add(line[2..].Trim());
                    break;
                case '+':
                    @new.Add(line[2..].Trim());
                    break;
                default:
                    if (line.Length > 0)
                    {
                        throw new FormatException($"{path}: expected '# ', '@ ', '- ' or '+ ', got '{line}'");
                    }

                    break;
            }
        }
    }

    private static Mutant Of(
        int number,
        string name,
        string file,
        List<string> old,
        List<string> @new,
        IReadOnlyDictionary<string, SyntaxTree> sources
    )
    {
        if (!sources.TryGetValue(file, out var tree))
        {
            throw new FormatException($"'{name}': there is no file {file}");
        }

        var lines = tree.ToString().Split('\n');
        int[] starts =
        [
            .. Enumerable
                .Range(0, lines.Length - old.Count + 1)
                .Where(start =>
                    old.Select((text, i) => Contains(lines[start + i], text, old.Count)).All(found => found)
                ),
        ];
        if (starts.Length != 1)
        {
            throw new FormatException(
                $"'{name}' does not apply: its text stands {starts.Length} times in {file}, expected once: {string.Join(" / ", old)}"
            );
        }

        string[] changed =
            old.Count == 1
                ?
                [
                    .. lines[..starts[0]],
                    lines[starts[0]].Replace(old[0], string.Join('\n', @new)),
                    .. lines[(starts[0] + 1)..],
                ]
                : [.. lines[..starts[0]], .. @new, .. lines[(starts[0] + old.Count)..]];
        var mutated = CSharpSyntaxTree.ParseText(string.Join('\n', changed), (CSharpParseOptions)tree.Options);
        if (mutated.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new FormatException($"'{name}' is no C#: {error}");
        }

        Place[] path = [.. Differences(tree.GetRoot(), mutated.GetRoot())];
        Place[] places = [.. path.Reverse().Where(IsPlace)];
        return places.Length > 0
            ? new(number, name, file, true, places)
            : throw new FormatException($"'{name}' changes what is no part of a method's body");
    }

    // One line may be a part of a line, several lines are whole lines.
    private static bool Contains(string line, string text, int count) =>
        count == 1 ? line.Contains(text, StringComparison.Ordinal) : line.Trim() == text;

    // From the root to the smallest pair of nodes outside of which nothing differs.
    private static IEnumerable<Place> Differences(SyntaxNode left, SyntaxNode right)
    {
        while (true)
        {
            yield return new(left, right);
            var (own, other) = (left.ChildNodesAndTokens(), right.ChildNodesAndTokens());
            if (own.Count != other.Count)
            {
                yield break;
            }

            int[] differing = [.. Enumerable.Range(0, own.Count).Where(i => !own[i].IsEquivalentTo(other[i]))];
            if (
                differing is not [var at]
                || own[at].AsNode() is not { } next
                || other[at].AsNode() is not { } changed
                || next.RawKind != changed.RawKind && !(next is ExpressionSyntax && changed is ExpressionSyntax)
            )
            {
                yield break;
            }

            (left, right) = (next, changed);
        }
    }

    /// <summary>Whether a choice can stand in this place: an expression that is a value, a statement, a body.</summary>
    public static bool IsPlace(Place place) =>
        place.Original switch
        {
            ExpressionSyntax expression => IsValue(expression) && place.Replacement is ExpressionSyntax,
            BlockSyntax => true,
            LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax => false,
            // var (a, b) = …: what it declares must stay in sight.
            ExpressionStatementSyntax statement
                when statement.DescendantNodes().OfType<DeclarationExpressionSyntax>().Any() => false,
            StatementSyntax => place.Replacement is StatementSyntax and not LocalDeclarationStatementSyntax,
            _ => false,
        };

    private static bool IsValue(ExpressionSyntax expression) =>
        expression
            is not (
                AnonymousFunctionExpressionSyntax
                or ThrowExpressionSyntax
                or ImplicitObjectCreationExpressionSyntax
                or CollectionExpressionSyntax
                or TupleExpressionSyntax
                or DeclarationExpressionSyntax
                or RefExpressionSyntax
                or InitializerExpressionSyntax
            )
        && expression.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault()
            is not (FieldDeclarationSyntax or EnumMemberDeclarationSyntax)
        && expression.Ancestors().All(a => a is not (AttributeSyntax or PatternSyntax or ParameterSyntax))
        && expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Right == expression,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            BinaryExpressionSyntax binary => !binary.IsKind(SyntaxKind.AsExpression)
                && !binary.IsKind(SyntaxKind.IsExpression),
            PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.AddressOfExpression)
                && !prefix.IsKind(SyntaxKind.PreIncrementExpression)
                && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
            EqualsValueClauseSyntax
            or ReturnStatementSyntax
            or ParenthesizedExpressionSyntax
            or ConditionalExpressionSyntax
            or ArrowExpressionClauseSyntax
            or IfStatementSyntax
            or WhileStatementSyntax
            or ForStatementSyntax
            or CastExpressionSyntax
            or SwitchExpressionArmSyntax => true,
            _ => false,
        };
}
