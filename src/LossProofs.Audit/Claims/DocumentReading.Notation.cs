// The readings of one step's notation: how far its operators extend, and what in it can be read twice (Latex/Ambiguities).
// Readings belong to a step: what can be read twice elsewhere in the display does not count.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims.Alternatives;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Ambiguities;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    // So many points of a step are read in all combinations; where there are more, one at a time.
    private const int MaximumCombined = 3;

    /// <summary>A reading of a step.</summary>
    /// <param name="Step">The step, written without doubt.</param>
    /// <param name="Note">What was taken, in words.</param>
    /// <param name="IsEven">Whether it is as plausible as the first.</param>
    /// <param name="Unjudged">Why what it says cannot be judged, if it cannot.</param>
    private sealed record Candidate(Step Step, string Note, bool IsEven, string? Unjudged)
    {
        /// <summary>Whether it only counts as a doubt about what fails.</summary>
        public bool IsDoubt { get; init; }
    }

    private List<Candidate> Candidates(
        Equation equation,
        EquationNote? note,
        Nearby near,
        List<Step> steps,
        int which,
        out bool complete
    )
    {
        complete = true;
        var step = steps[which];
        var candidates = new List<Candidate>();
        Add(step, [], isEven: true);
        var parsed = FormulaParser.Readings(
            equation.Latex,
            _options,
            MaximumReadings + 1,
            span => IsWithin(span, step.Left.Span) || IsWithin(span, step.Right.Span)
        );
        foreach (var other in parsed.Skip(1))
        {
            if (candidates.Count >= MaximumReadings)
            {
                complete = false;
                break;
            }

            if (!IsPlausible(other))
            {
                continue;
            }

            var alternative = Steps(other.Body, equation, note, near);
            if (alternative.Count == steps.Count)
            {
                var taken = other.Choices.Where(choice => choice.Taken > 0).ToList();
                Add(
                    alternative[which],
                    [.. taken.Select(choice => $"{choice.Note} in '{choice.Span.Of(equation.Latex)}'")],
                    taken.TrueForAll(choice => choice.Kind.IsEven),
                    taken.Exists(choice => choice.Kind is BodyOverTerms) && !LeavesIndex(step)
                );
            }
        }

        return candidates;

        void Add(Step read, IReadOnlyList<string> notes, bool isEven, bool isUnusual = false)
        {
            foreach (var (rewritten, more, even, unjudged, isDoubt) in Rewritten(read))
            {
                if (
                    candidates.Exists(known =>
                        known.Step.Equals(rewritten) && known.Unjudged is null && unjudged is null
                    )
                )
                {
                    continue;
                }

                string[] all = [.. notes, .. more];
                candidates.Add(
                    new Candidate(
                        rewritten,
                        all.Length == 0 ? "as written" : string.Join("; ", all),
                        isEven && even,
                        unjudged
                    )
                    {
                        IsDoubt = isDoubt || isUnusual,
                    }
                );
            }
        }

        static bool IsWithin(SourceSpan choice, SourceSpan side) =>
            choice.Start >= side.Start && choice.Start < side.End;
    }

    // \sum_i x_i^2 + 2 a x_i: where the index stands behind the sum, the sum has to reach there. \sum_i x_i + b ends at the sign.
    private static bool LeavesIndex(Step step)
    {
        var indices = Names
            .Nodes(step.Left)
            .Concat(Names.Nodes(step.Right))
            .OfType<BigOperator>()
            .Select(Index)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return Leaves(step.Left, []) || Leaves(step.Right, []);

        bool Leaves(Expression side, Sequence<string> bound) =>
            side is Identifier { Name: var name } && indices.Contains(name) && !bound.Contains(name)
            || (
                side is BigOperator big && Index(big) is { } index
                    ? Leaves(big.Body, [.. bound, index])
                    : side.Parts().Any(part => Leaves(part, bound))
            );

        static string? Index(BigOperator big) =>
            (big.Lower is Chain { Operands: [var first, ..] } ? first : big.Lower) is Identifier { Name: var letter }
                ? letter
                : null;
    }

    // 1,5 at the outermost level: a decimal comma, or a list of two.
    [GeneratedRegex(@"(?<![\d.,{(\[])\d+,\d+(?![\d,})\]])")]
    private static partial Regex CommaInNumber();

    private static bool MayHaveDecimalComma(string latex) =>
        CommaInNumber()
            .Matches(latex)
            .Any(match =>
                // Groups of three are thousands; i = 1,2 lists the values of i.
                match.Value.Length - match.Value.IndexOf(',', StringComparison.Ordinal)
                    != 4
                && !ListOfValues().IsMatch(latex[..match.Index])
                && latex[..match.Index].Count(c => c is '{' or '(' or '[')
                    == latex[..match.Index].Count(c => c is '}' or ')' or ']')
            );

    [GeneratedRegex(@"(?<![\w\\^}])[A-Za-z]\s*=\s*$")]
    private static partial Regex ListOfValues();

    // 0.\overline{3}, 0.\dot 3, 0.(3).
    [GeneratedRegex(@"\d\.\d*\s*(\\overline|\\dot\s*\{?\d|\\bar\s*\{?\d|\(\d+\))")]
    private static partial Regex RepeatingDecimal();

    // Notation that changes what the whole formula says: it is read, and not judged.
    private string? Unjudged(string latex, Expression body)
    {
        if (MayHaveDecimalComma(latex))
        {
            return "a comma between digits may be a decimal comma: write a point, or a space after the comma of a list";
        }

        if (WrittenStatement.Of(body).Any(statement => statement.Formula is Connected))
        {
            return "that one of several relations holds is not judged";
        }

        if (WrittenStatement.Of(body).Any(statement => statement.Formula is Chain chain && RelatesDifferentials(chain)))
        {
            return "an equation between differentials is not judged: write the derivative";
        }

        if (RepeatingDecimal().IsMatch(latex))
        {
            return "digits that repeat are not read: write the fraction";
        }

        if (latex.Contains("\\atop", StringComparison.Ordinal))
        {
            return "\\atop may be a binomial coefficient, a number of Stirling, or two lines: write which";
        }

        foreach (var node in Names.Nodes(body))
        {
            switch (node)
            {
                case Delimited { Open: "(", Content: Binomial }:
                    return "a binomial coefficient between further brackets may count multisets: write it out";
                case Product product
                    when product
                        .Factors.Skip(1)
                        .Where((factor, at) => factor.Link.Length == 0 && product.Factors[at].Value is Numeral)
                        .Any(factor =>
                            factor.Value
                                is Numeral
                                    or Identifier { Accents.Count: > 0, Name: [>= '0' and <= '9', ..] }
                                    or Accented { Base: Numeral }
                                    or Delimited { Content: Numeral }
                        ):
                    return "numbers side by side, or digits that repeat: write a sign of multiplication, or a fraction";
                case Clauses clauses
                    when clauses
                        .Items.Skip(1)
                        .Where((clause, at) => clause.Separator == ":" && EndsInNumber(clauses.Items[at].Content))
                        .Any(clause => StartsWithNumber(clause.Content)):
                    return "a colon between numbers may be a ratio, or a time: write a fraction";
                case Clauses clauses
                    when clauses.Items.Any(clause => clause.Lead.Contains("exists", StringComparison.Ordinal)):
                case Identifier { Name: "\\exists" or "\\nexists" }:
                    return "it says that something exists, which is not judged: state it with the value that exists";
                case Product product
                    when product
                        .Factors.Skip(1)
                        .Where((factor, at) => product.Factors[at].Value is Postfix { Sign: "\\%" })
                        .Any(factor => factor.Link.Length == 0):
                    return "a per cent sign between two operands may mean the remainder: write \\bmod, or a fraction";
                case Additive sum
                    when sum.Terms.Skip(1).Any(term => term.Term is Postfix { Sign: "\\%" })
                        && sum.Terms[0].Term is not Postfix { Sign: "\\%" }:
                    return "a percentage that is added to a number may be one of that number: write the product";
                case Chain chain when chain.Relations.Any(relation => IsAsked(relation.Over)):
                    return "a mark over its relation asks whether it holds, or demands it: nothing is claimed";
                case Chain chain
                    when chain.Relations.Any(relation => relation.Symbol != "\\sim" && IsInLaw(relation.Over)):
                    return "an equality of laws, or almost sure, is not judged";
                case Chain chain
                    when chain
                        .Relations.Where(relation => relation.Symbol != "\\sim" && !IsDefining(relation.Over))
                        .Select(relation => relation.Over ?? relation.Under)
                        .FirstOrDefault(note =>
                            note is not null && !NotedAtRelation.IsReason(note, _surroundings.Prose.Lexicon)
                        )
                        is { } note:
                    return $"a note at its relation may change what is said ('{Named(note)}'): put it into words";
            }
        }

        return null;

        static bool EndsInNumber(Expression side) =>
            side is Numeral || side is Chain chain && EndsInNumber(chain.Operands[^1]);

        static bool StartsWithNumber(Expression side) =>
            side is Numeral || side is Chain chain && StartsWithNumber(chain.Operands[0]);

        static string Named(Expression note) => note is TextRun { Text: var words } ? words : note.ToString();

        // "def", a triangle: the sign defines.
        static bool IsDefining(Expression? over) =>
            over
                is TextRun { Text: "def" or "def." or "Def" or "Def." }
                    or Identifier { Name: "def" or "\\triangle" or "\\Delta" };

        static bool IsAsked(Expression? over) =>
            over is Identifier { Name: "?" or "!" } or TextRun { Text: "?" or "!" };

        static bool IsInLaw(Expression? over) =>
            over
                is Identifier { Name: "d" or "D" or "\\mathcal" or "law" or "a.s." or "p" or "P" }
                    or TextRun { Text: "a.s." or "a.e." or "i.i.d." or "in law" };
    }

    // dq = 2 a p dp, \delta S = x \delta y + y \delta x.
    private static bool RelatesDifferentials(Chain chain) =>
        chain.Operands.Count(operand =>
            Names
                .Nodes(operand)
                .OfType<Product>()
                .Any(product =>
                    Enumerable
                        .Range(1, product.Factors.Count - 1)
                        .Any(at =>
                            product.Factors[at].Link.Length == 0
                            && Names.IsName(product.Factors[at].Value)
                            && product.Factors[at - 1].Value is Identifier { Name: "d" or "\\delta", Accents.Count: 0 }
                        )
                )
        ) > 1;

    // The step with what its nodes can be read as, the conventional readings first.
    private IEnumerable<(
        Step Step,
        IReadOnlyList<string> Notes,
        bool IsEven,
        string? Unjudged,
        bool IsDoubt
    )> Rewritten(Step step)
    {
        var points = new List<(Ambiguity Kind, string Note, bool IsEven)>();
        var conventional = Rewrite(points, null);
        yield return (conventional.Step, [], true, conventional.Unjudged, false);
        var combinations =
            points.Count <= MaximumCombined
                ? Enumerable.Range(1, (1 << points.Count) - 1)
                : Enumerable.Range(0, points.Count).Select(point => 1 << point);
        foreach (var chosen in combinations.OrderBy(chosen => System.Numerics.BitOperations.PopCount((uint)chosen)))
        {
            var flipped = points.Where((_, at) => (chosen >> at & 1) == 1).ToList();
            var (other, unjudged) = Rewrite([], flipped.ConvertAll(point => (point.Kind, point.Note)));
            yield return (
                other,
                [.. flipped.Select(point => point.Note)],
                flipped.TrueForAll(point => point.IsEven),
                unjudged,
                flipped.Exists(point => point.Kind.IsSettled)
            );
        }

        // Equal notes stand for one choice: a name means the same wherever it stands.
        (Step Step, string? Unjudged) Rewrite(
            List<(Ambiguity Kind, string Note, bool IsEven)> found,
            List<(Ambiguity Kind, string Note)>? taken
        )
        {
            string? unjudged = null;
            var (left, right) = (Side(step.Left), Side(step.Right));
            return (step with { Left = left, Right = right }, unjudged);

            Expression Side(Expression side) => Node(side, new NameFacts(this, step, []));

            Expression Node(Expression node, NameFacts facts)
            {
                foreach (var kind in Ambiguity.All)
                {
                    if (kind.Of(node, facts) is not { Count: > 0 } readings)
                    {
                        continue;
                    }

                    foreach (var other in readings.Skip(1))
                    {
                        if (!found.Exists(point => point.Kind.Equals(kind) && point.Note == other.Note))
                        {
                            found.Add((kind, other.Note, kind.IsEven || other.IsEven));
                        }
                    }

                    var read =
                        readings.Skip(1).FirstOrDefault(other => taken?.Contains((kind, other.Note)) == true)
                        ?? readings[0];
                    if (read.Instead is null)
                    {
                        unjudged ??= $"it may be meant as {read.Note}, which is not judged";
                        return node;
                    }

                    node = read.Instead;
                }

                var inside = node is BigOperator big ? facts.Under(big) : facts;
                return node.MapChildren(child => Node(child, inside));
            }
        }
    }

    // Whether the document speaks of p(x) and of p(y) by themselves, or of p(x, y): then they are two.
    private bool HasSeveralDistributions =>
        _several ??=
            _surroundings
                .Inline.Select(inline => inline.Formula)
                .OfType<Application>()
                .Where(application => application.Argument is Delimited { Open: "(", Content: Identifier })
                .GroupBy(application => application.Head)
                .Any(group => group.Distinct().Count() > 1)
            || _surroundings
                .Formulas.SelectMany(Names.Nodes)
                .OfType<Application>()
                .Any(application =>
                    application.Head is Identifier { Name: "p" or "q" or "P" or "Q" }
                    && application.Argument
                        is Delimited
                        {
                            Content: Listing { Items: [Identifier, Identifier, ..] }
                                or Barred { Left: Identifier, Right: Identifier }
                        }
                );

    private bool? _several;

    private static Reading Unknown(string note, string reason, bool isEven) =>
        Alternative.Nothing(note) with
        {
            IsEven = isEven,
            Unjudged = reason,
        };

    // What the document says of the names of a step.
    private sealed class NameFacts(DocumentReading reading, Step step, Sequence<string> bound) : INameFacts
    {
        private readonly Lazy<JointWorld?> _world = new(() => reading.WorldOf(step, Dependence.Any));

        public NameFacts Under(BigOperator big) => new(reading, step, [.. bound, .. Bound(big)]);

        // The names that an operator binds: the indices of its range, or the variable of its differential.
        private static IEnumerable<string> Bound(BigOperator big)
        {
            var lower = big.Lower switch
            {
                Delimited { Content: Listing inner } => inner.Items,
                Listing listing => listing.Items,
                null => [],
                { } one => (Sequence<Expression>)[one],
            };
            foreach (var part in lower)
            {
                // k = 1, k \in K; and 1 ≤ i < j ≤ n.
                var indices = part is Chain { Operands: var operands } ? operands.Take(1) : [part];
                if (
                    part is Chain { Operands: { Count: > 2 } between, Relations: var relations }
                    && relations.All(relation => relation.Symbol is "<" or "\\leq")
                )
                {
                    indices = between.SkipLast(1);
                }

                foreach (var index in indices.Where(Names.IsName))
                {
                    yield return Names.Of(index);
                }
            }

            foreach (var differential in Names.Nodes(big.Body).OfType<Differential>())
            {
                yield return Names.Of(differential.Variable);
            }
        }

        public bool IsKnown(Expression name) =>
            reading._scope.Declaration(Names.Of(name)) is not null
            || reading._scope.Definitions(Names.Of(name)).Count > 0
            || Scope.Family(name, out var family, out _)
                && (reading._scope.Declaration(family) is not null || reading._scope.Definitions(family).Count > 0)
            || Restricted(name);

        public bool IsMentioned(Expression name) =>
            reading._surroundings.Inline.Any(inline =>
                !inline.Before.Contains("imaginary", StringComparison.OrdinalIgnoreCase)
                && !inline.Before.Contains("Euler", StringComparison.OrdinalIgnoreCase)
                && !inline.Before.Contains("虚", StringComparison.Ordinal)
                && (inline.Formula.Equals(name) || inline.Formula is Chain chain && chain.Operands[0].Equals(name))
            );

        public bool IsImaginary(Expression name) =>
            reading._surroundings.Inline.Any(inline => inline.Formula.Equals(name) && CallsImaginary(inline));

        // "the imaginary unit $i$", "$i$ is the imaginary unit".
        private bool CallsImaginary(InlineStatement inline)
        {
            const int near = 32;
            var prose = reading._surroundings.Prose;
            var before = inline.Before.TrimEnd();
            var after = prose.Text[Math.Min(inline.Offset + 1, prose.Text.Length)..];
            return prose.Lexicon.Has(Category.SymbolImaginary, before[Math.Max(0, before.Length - near)..])
                || prose.Lexicon.Has(
                    Category.SymbolImaginary,
                    after[..Math.Min(near, after.Length)].Split('$', '.', '。')[0]
                );
        }

        public bool IsBinding(Expression name) =>
            reading._scope.Declaration(Names.Of(name)) is { Provenance: Provenance.Declared }
            || reading._scope.Definitions(Names.Of(name)).Any(known => known.Provenance == Provenance.Declared);

        public bool IsNumber(Expression name) =>
            IsBound(name)
            // The events and random quantities of a joint law.
            || _world.Value?.OfLetter(name) is not null
            || (
                reading._scope.Declaration(Names.Of(name)) is { } declared
                    ? declared.Dimensions.Count == 0 && declared.Domain is not SmoothFunction
                    : reading._scope.Survey.IsBound(Names.Of(name))
                        || reading._scope.Survey.IsSet(Names.Of(name))
                        || Restricted(name)
            );

        public bool IsValue(Expression name) =>
            _world.Value?.OfValue(Names.Of(name)) is not null
            && !Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .Any(node => node is Scripted { Superscript: not null } power && power.Base.Equals(name));

        public bool IsArray(Expression name) =>
            reading._scope.Declaration(Names.Of(name)) is { Dimensions.Count: > 0 }
            || reading._scope.Kinds.IsArray(name);

        public bool IsMatrix(Expression name) =>
            reading._scope.Declaration(Names.Of(name)) is { } declared
                ? declared.Dimensions.Count == 2
                : reading._scope.Kinds.RankOf(name) is { Rank: Rank.Matrix };

        public bool IsBound(Expression name) => bound.Contains(Names.Of(name));

        public bool Counts(Expression name) =>
            new[] { step.Left, step.Right }
                .SelectMany(Names.Nodes)
                .Any(node =>
                    node is Scripted { Subscript: { } subscript } && Names.Nodes(subscript).Contains(name)
                    // y^{(i)}: a sample's number.
                    || node is Scripted { Superscript: Delimited { Open: "(" } sample }
                        && Names.Nodes(sample).Contains(name)
                    || node is BigOperator big && Bound(big).Contains(Names.Of(name))
                );

        public bool StandsOutside(Expression name, Expression node)
        {
            return Free(step.Left) || Free(step.Right);

            bool Free(Expression part) =>
                !part.Equals(node)
                && !(
                    part is BigOperator { Lower: { } lower } big
                    && (Bound(big).Contains(Names.Of(name)) || Names.Nodes(lower).Contains(name))
                )
                && (part.Equals(name) || Names.Children(part).Any(Free));
        }

        // x > 0 beside the formula.
        private bool Restricted(Expression name) =>
            step.Statement.Conditions.Any(condition =>
                condition is Chain chain && chain.Operands.Any(operand => operand.Equals(name))
            );
    }
}
