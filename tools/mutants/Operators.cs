// The operators of dotnet-stryker ("Standard"), as far as the kernels give them work: arithmetic, bits, comparisons,
// logic, literals, updates, assignments, conditions, statements, blocks and texts.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace LossProofs.Mutants;

internal static class Operators
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Kind, SyntaxKind Token)[]> Binary = new()
    {
        [AddExpression] = [(SubtractExpression, MinusToken)],
        [SubtractExpression] = [(AddExpression, PlusToken)],
        [MultiplyExpression] = [(DivideExpression, SlashToken)],
        [DivideExpression] = [(MultiplyExpression, AsteriskToken)],
        [ModuloExpression] = [(MultiplyExpression, AsteriskToken)],
        [LeftShiftExpression] = [(RightShiftExpression, GreaterThanGreaterThanToken)],
        [RightShiftExpression] = [(LeftShiftExpression, LessThanLessThanToken)],
        [BitwiseAndExpression] = [(BitwiseOrExpression, BarToken)],
        [BitwiseOrExpression] = [(BitwiseAndExpression, AmpersandToken)],
        [GreaterThanExpression] =
        [
            (LessThanExpression, LessThanToken),
            (GreaterThanOrEqualExpression, GreaterThanEqualsToken),
        ],
        [LessThanExpression] =
        [
            (GreaterThanExpression, GreaterThanToken),
            (LessThanOrEqualExpression, LessThanEqualsToken),
        ],
        [GreaterThanOrEqualExpression] =
        [
            (LessThanExpression, LessThanToken),
            (GreaterThanExpression, GreaterThanToken),
        ],
        [LessThanOrEqualExpression] = [(GreaterThanExpression, GreaterThanToken), (LessThanExpression, LessThanToken)],
        [EqualsExpression] = [(NotEqualsExpression, ExclamationEqualsToken)],
        [NotEqualsExpression] = [(EqualsExpression, EqualsEqualsToken)],
        [LogicalAndExpression] = [(LogicalOrExpression, BarBarToken)],
        [LogicalOrExpression] = [(LogicalAndExpression, AmpersandAmpersandToken)],
    };

    private static readonly Dictionary<SyntaxKind, (SyntaxKind Kind, SyntaxKind Token)> Assignments = new()
    {
        [AddAssignmentExpression] = (SubtractAssignmentExpression, MinusEqualsToken),
        [SubtractAssignmentExpression] = (AddAssignmentExpression, PlusEqualsToken),
        [MultiplyAssignmentExpression] = (DivideAssignmentExpression, SlashEqualsToken),
        [DivideAssignmentExpression] = (MultiplyAssignmentExpression, AsteriskEqualsToken),
        [AndAssignmentExpression] = (OrAssignmentExpression, BarEqualsToken),
        [OrAssignmentExpression] = (AndAssignmentExpression, AmpersandEqualsToken),
    };

    /// <summary>Every mutant of a file.</summary>
    public static IEnumerable<(string Operator, Place Place)> Of(SyntaxTree tree) =>
        tree.GetRoot()
            .DescendantNodes()
            .SelectMany(Of)
            .Where(found => HandWritten.IsPlace(found.Place) && IsInBody(found.Place.Original));

    private static bool IsInBody(SyntaxNode node) =>
        node.Ancestors().Any(a => a is BlockSyntax or ArrowExpressionClauseSyntax or MethodDeclarationSyntax);

    private static IEnumerable<(string Operator, Place Place)> Of(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary when Binary.TryGetValue(binary.Kind(), out var others):
                foreach (var (kind, token) in others)
                {
                    yield return (
                        "binary",
                        new(node, BinaryExpression(kind, binary.Left, Spaced(token), binary.Right))
                    );
                }

                break;
            case LiteralExpressionSyntax literal when literal.IsKind(TrueLiteralExpression):
                yield return ("boolean", new(node, LiteralExpression(FalseLiteralExpression)));
                break;
            case LiteralExpressionSyntax literal when literal.IsKind(FalseLiteralExpression):
                yield return ("boolean", new(node, LiteralExpression(TrueLiteralExpression)));
                break;
            case LiteralExpressionSyntax literal when literal.IsKind(StringLiteralExpression):
                yield return (
                    "text",
                    new(node, LiteralExpression(StringLiteralExpression, Literal("Stryker was here!")))
                );
                break;
            case PrefixUnaryExpressionSyntax prefix
                when prefix.Kind() is UnaryMinusExpression or LogicalNotExpression or BitwiseNotExpression:
                yield return ("unary", new(node, ParenthesizedExpression(prefix.Operand.WithoutTrivia())));
                break;
            case ConditionalExpressionSyntax conditional:
                yield return ("conditional", new(conditional.Condition, LiteralExpression(TrueLiteralExpression)));
                yield return ("conditional", new(conditional.Condition, LiteralExpression(FalseLiteralExpression)));
                break;
            case IfStatementSyntax branch:
                yield return (
                    "condition",
                    new(
                        branch.Condition,
                        PrefixUnaryExpression(LogicalNotExpression, ParenthesizedExpression(branch.Condition))
                    )
                );
                break;
            case ExpressionStatementSyntax statement:
                foreach (var changed in OfStatement(statement))
                {
                    yield return changed;
                }

                yield return ("statement", new(node, Block()));
                break;
            case ReturnStatementSyntax { Expression: null } or BreakStatementSyntax or ContinueStatementSyntax:
                yield return ("statement", new(node, Block()));
                break;
            case BlockSyntax
            {
                Parent: MethodDeclarationSyntax or ForStatementSyntax or IfStatementSyntax,
                Statements.Count: > 0
            }:
                yield return ("block", new(node, Block()));
                break;
            default:
                break;
        }
    }

    private static IEnumerable<(string Operator, Place Place)> OfStatement(ExpressionStatementSyntax statement)
    {
        switch (statement.Expression)
        {
            case AssignmentExpressionSyntax assignment when Assignments.TryGetValue(assignment.Kind(), out var other):
                yield return (
                    "assignment",
                    new(
                        statement,
                        ExpressionStatement(
                            AssignmentExpression(other.Kind, assignment.Left, Spaced(other.Token), assignment.Right)
                        )
                    )
                );
                break;
            case PostfixUnaryExpressionSyntax post
                when post.Kind() is PostIncrementExpression or PostDecrementExpression:
                var kind = post.IsKind(PostIncrementExpression) ? PostDecrementExpression : PostIncrementExpression;
                yield return (
                    "update",
                    new(statement, ExpressionStatement(PostfixUnaryExpression(kind, post.Operand)))
                );
                break;
            default:
                break;
        }
    }

    private static SyntaxToken Spaced(SyntaxKind token) => Token(TriviaList(Space), token, TriviaList(Space));
}
