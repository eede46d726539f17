// What a rule of proof asks for, left out: one condition of a conjunction, one reason to give no theorem.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace LossProofs.Mutants;

internal static class SideConditions
{
    /// <summary>
    /// Every condition that can be left out: parts of a conjunction are taken for true, parts of a disjunction for false, and
    /// so is all of what decides whether there is a theorem. What declares a variable that is used later cannot be left out.
    /// </summary>
    public static IEnumerable<(string Operator, Place Place)> Of(SyntaxTree tree) =>
        tree.GetRoot()
            .DescendantNodes()
            .OfType<ExpressionSyntax>()
            .Where(node => !node.DescendantNodesAndSelf().Any(IsDeclaration))
            .SelectMany(node =>
                Neutral(node) is { } value ? new[] { ("left out", new Place(node, LiteralExpression(value))) } : []
            );

    private static bool IsDeclaration(SyntaxNode node) =>
        node is VariableDesignationSyntax and not DiscardDesignationSyntax
        && !node.Ancestors().Any(around => around is LambdaExpressionSyntax);

    // What a condition is replaced with.
    private static SyntaxKind? Neutral(ExpressionSyntax node) =>
        node.Parent switch
        {
            _ when node.Kind() is LogicalAndExpression or LogicalOrExpression or SyntaxKind.ParenthesizedExpression =>
                null,
            BinaryExpressionSyntax around when around.IsKind(LogicalAndExpression) => TrueLiteralExpression,
            BinaryExpressionSyntax around when around.IsKind(LogicalOrExpression) => FalseLiteralExpression,
            IfStatementSyntax around when node == around.Condition && IsNothing(around.Statement) =>
                FalseLiteralExpression,
            ConditionalExpressionSyntax around
                when node == around.Condition && around.WhenFalse.IsKind(NullLiteralExpression) =>
                TrueLiteralExpression,
            WhenClauseSyntax => TrueLiteralExpression,
            _ => null,
        };

    // return null; or return false;
    private static bool IsNothing(StatementSyntax statement) =>
        (statement is BlockSyntax { Statements: [var only] } ? only : statement)
            is ReturnStatementSyntax { Expression: LiteralExpressionSyntax literal }
        && literal.Kind() is NullLiteralExpression or FalseLiteralExpression;
}
