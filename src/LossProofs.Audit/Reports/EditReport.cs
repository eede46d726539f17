// A repair as a change of the document's text: the least part of the formula that has to be written anew.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Reports;

/// <summary>A change of the file in which a formula stands, that repairs it.</summary>
/// <param name="Region">What is replaced.</param>
/// <param name="Text">By what.</param>
public sealed record EditReport(SourceRegion Region, string Text)
{
    /// <summary>The change that the one refuted claim of a formula asks for; null where it cannot be told from the text.</summary>
    internal static EditReport? Of(
        Document document,
        LineIndex lines,
        Equation equation,
        IReadOnlyList<ClaimReport> claims
    )
    {
        var refuted = claims.Where(claim => claim.Verdict == Verdict.Refuted).ToList();
        var options = new ParserOptions { Macros = document.Macros };
        if (
            refuted is not [{ Repair: { } repair, Meaning: { } meaning } claim]
            || FormulaParser.Parse(equation.Latex, options) is not { IsReadable: true } formula
            || FormulaParser.Parse(meaning) is not { IsReadable: true, Body: Chain { Operands.Count: 2 } before }
            || FormulaParser.Parse(repair) is not { IsReadable: true, Body: Chain { Operands.Count: 2 } after }
            || Place(formula.Body, claim, isOnly: claims.Count == 1) is not var (chain, at, isLast)
        )
        {
            return null;
        }

        var (left, right) = (chain.Operands[at], chain.Operands[at + 1]);
        var sameRelation = before.Relations[0].Equals(after.Relations[0]);
        var (sameLeft, sameRight) = (
            before.Operands[0].Equals(after.Operands[0]),
            before.Operands[1].Equals(after.Operands[1])
        );
        (SourceSpan Span, string Text)? change = (sameLeft, sameRelation, sameRight) switch
        {
            // The next step would start from what is replaced.
            (true, true, false) when isLast => (right.Span, after.Operands[1].Span.Of(repair)),
            // What was unfolded on the left is not what its author would write there.
            (false, true, true) when at == 0 && left.Equals(before.Operands[0]) => (
                left.Span,
                after.Operands[0].Span.Of(repair)
            ),
            (true, false, true) when left is not Missing => (
                new SourceSpan(left.Span.End, right.Span.Start),
                $" {after.Relations[0].Symbol} "
            ),
            _ => null,
        };
        if (
            change is not var (span, text)
            || span.Start >= span.End
            || span.End > equation.Latex.Length
            || text.Length == 0
        )
        {
            return null;
        }

        // What was blanked (a tag, a comment) is not for us to write over.
        var start = equation.Offset + span.Start;
        var end = equation.Offset + span.End;
        var repaired = equation.Latex[..span.Start] + text + equation.Latex[span.End..];
        return
            end <= document.Text.Length
            && document.Text[start..end] == span.Of(equation.Latex)
            && document.Written(lines, start, end) is { } region
            && FormulaParser.Parse(repaired, options).IsReadable
            ? new EditReport(region, text)
            : null;
    }

    // The chain that holds the claim, and which of its relations it is; nothing where several do.
    private static (Chain Chain, int At, bool IsLast)? Place(Expression body, ClaimReport claim, bool isOnly)
    {
        var found = new List<(Chain, int, bool)>();
        Expression[] lines = body is Rows rows ? [.. rows.Lines] : [body];
        foreach (var (index, line) in lines.Index())
        {
            var main = line is Clauses clauses ? clauses.Items[0].Content : line;
            if (main is not Chain chain)
            {
                continue;
            }

            var goesOn =
                lines.Skip(index + 1).FirstOrDefault() is { } next
                && (next is Clauses more ? more.Items[0].Content : next) is Chain { Operands: [Missing, ..] };
            for (var at = 0; at < chain.Relations.Count; at++)
            {
                if (
                    isOnly
                    || chain.Operands[at + 1].ToString() == claim.Right
                        && chain.Relations[at].Symbol == claim.Relation
                        && (chain.Operands[at] is Missing || chain.Operands[at].ToString() == claim.Left)
                )
                {
                    found.Add((chain, at, at == chain.Relations.Count - 1 && !goesOn));
                }
            }
        }

        return found is [var only] ? only : null;
    }
}
