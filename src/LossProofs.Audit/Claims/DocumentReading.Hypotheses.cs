// Under what a step is judged: what is declared, what its sentence restricts, what is random.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private Reading Build(
        TermBuilder builder,
        EquationNote? note,
        Nearby near,
        Step step,
        string reading,
        out bool mayBeConditional
    )
    {
        if (
            builder.Randomness.TakenBack.FirstOrDefault(name =>
                Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Contains(name)
            ) is
            { } taken
        )
        {
            throw new NotUnderstood($"words say more of the law of '{taken}' than is read: declare it");
        }

        var proposition = Propose(builder, note, step);
        if (
            Names
                .Numbers(step.Left)
                .Concat(Names.Numbers(step.Right))
                .FirstOrDefault(node => Names.IsName(node) && builder.Renumbered.Contains(Names.Of(node))) is
            { } numbered
        )
        {
            throw new NotUnderstood($"{numbered} counts from 0, and stands for a number, too: declare it");
        }

        var hypotheses = new List<Hypothesis>();
        if (
            near
                .Conditions.Concat(step.Statement.Conditions)
                .SelectMany(Names.Nodes)
                .FirstOrDefault(node => Names.IsName(node) && builder.Limited.Contains(Names.Of(node))) is
            { } limited
        )
        {
            throw new NotUnderstood($"{limited} is limited beside the formula as well as below its operator");
        }

        foreach (var written in step.Statement.Conditions)
        {
            if (builder.World?.Supposes(written) == true)
            {
                continue;
            }

            // What restricts the claim has to be understood.
            Assume(builder, hypotheses, written, Provenance.Text, Restriction(written));
        }

        foreach (var given in (note?.Given ?? []).Concat(_bindings.Given))
        {
            var condition = FormulaParser.Parse(given.Latex, _options).Body;
            if (Randomness.Concerns(condition))
            {
                continue;
            }

            if (note?.Given.Contains(given) == true || Concerns(builder, condition))
            {
                Assume(builder, hypotheses, condition, Provenance.Declared, Restriction(condition));
            }
        }

        if (builder.SupposedLaws is { } supposed)
        {
            hypotheses.Add(supposed);
        }

        foreach (var nearby in near.Conditions)
        {
            if (
                !Concerns(builder, nearby)
                // "Given $X = x$": an event, and no condition on numbers.
                || builder.World is not null && QuantityNotation.ListOf(nearby) is not null
                || Randomness.Concerns(nearby)
                || IsOverruled(nearby, note)
                || near.Concluded.Contains(nearby)
                    && (IsAboutDefined(nearby, builder) || nearby is Chain concluded && Says(concluded, step))
            )
            {
                continue;
            }

            try
            {
                Assume(builder, hypotheses, nearby, Provenance.Text, Restriction(nearby));
            }
            catch (NotUnderstood)
            {
                // Words nearby that are not understood restrict nothing.
            }
        }

        AssumeAntecedents(builder, hypotheses, near);
        var context = Said(builder.Context(hypotheses), near, step);
        mayBeConditional =
            note?.Role != Role.Claim
            && !step.Statement.Quantified
            && !IsUniversal(near, context)
            && !IsComputedInWorld(proposition, step, builder, near)
            && !(builder.IsOfLaws(proposition) && !IsSupposed(near))
            && Roles.MayBeCondition(step.Left, step.Relation, step.Right, step.Later, builder, near);
        return new Reading(proposition, context, reading)
        {
            IsRounded = step.Relation == "=" && proposition is Comparison(_, Relation.LessOrEqual, _),
            IsOfEveryValue = IsOfEveryValue(step, near.Words),
        };
    }

    // What is guessed of quantities that the words name by their kind only ("for all real numbers we expand"), or that a
    // condition of the formula itself bounds ("\qquad p > 0"): what has an order is a number, and any that the bound allows.
    private static Context Said(Context context, Nearby near, Step step)
    {
        var reals = Roles.SaysOfAll(near.Words, Category.AllReals);
        var matrices = Roles.SaysOfAll(near.Words, Category.AllMatrices);
        return context with
        {
            Variables = context.Variables.Map(variable =>
                variable.Provenance == Provenance.Guessed
                && (
                    variable is { Dimensions.Count: 0, Domain: RealInterval } && (reals || IsBounded(variable.Name))
                    || matrices && variable is { Dimensions.Count: 2, Domain: RealInterval }
                )
                    ? variable with
                    {
                        Provenance = Provenance.Text,
                    }
                    : variable
            ),
        };

        bool IsBounded(string name) =>
            !PlausibleIntegers.Contains(name)
            && step.Statement.Conditions.Any(condition =>
                condition
                    is Chain
                    {
                        Operands: [var bounded, Numeral],
                        Relations: [{ Symbol: "<" or ">" or "\\leq" or "\\geq" }]
                    }
                && Names.IsName(bounded)
                && Names.Of(bounded) == name
            );
    }

    // Letters that count, unless something says otherwise.
    private static readonly System.Collections.Frozen.FrozenSet<string> PlausibleIntegers =
        System.Collections.Frozen.FrozenSet.ToFrozenSet([
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "d",
            "q",
            "K",
            "L",
            "M",
            "N",
            "T",
            "D",
            "C",
        ]);

    // Those that share a name with the claim, and those that share one with these.
    private static void AssumeAntecedents(TermBuilder builder, List<Hypothesis> hypotheses, Nearby near)
    {
        var waiting = near.Antecedents.ToList();
        for (var grown = true; grown; )
        {
            grown = false;
            foreach (var antecedent in waiting.Where(other => Concerns(builder, other.Equation)).ToList())
            {
                waiting.Remove(antecedent);
                var before = hypotheses.Count;
                try
                {
                    Assume(builder, hypotheses, antecedent.Equation, Provenance.Text, null);
                }
                catch (NotUnderstood)
                {
                    // An equation that is not understood is nothing to draw on.
                    continue;
                }

                for (var at = before; at < hypotheses.Count; at++)
                {
                    hypotheses[at] = hypotheses[at] with { Source = antecedent.Source };
                }

                grown = true;
            }
        }
    }

    // "The variance of X is", a step that computes on: both sides are computed from the joint law, and neither is supposed.
    private static bool IsComputedInWorld(Proposition proposition, Step step, TermBuilder builder, Nearby near) =>
        builder.World is not null
        && proposition is Terms.Comparison(var left, _, var right)
        && builder.IsOfWorld(left)
        && builder.IsOfWorld(right)
        && !IsSupposed(near)
        && (
            step.Later
            || near.Words.Has(Category.Copula)
            || near.Words.Has(Category.Derivation)
            || near.Words.Has(Category.Result)
        );

    // "For every real $x$", "let $a$ and $b$ be arbitrary. Then".
    private static bool IsOfEveryValue(Step step, Vicinity words) =>
        (
            step.Statement.Quantified
            || words.Has(Category.EveryValue)
            || Roles.OnlyConcludes(words) && words.Lexicon.Has(Category.EveryValue, words.Before)
        ) && !words.Has(Category.DefinedValues);

    // "Let $x \ge 0$, so that $|x| = x$": what was concluded before is no premise of the same.
    private static bool Says(Chain chain, Step step) =>
        chain is { Operands: [var left, var right], Relations: [{ Symbol: var sign }] }
        && sign == step.Relation
        && left.Equals(step.Left)
        && right.Equals(step.Right);

    private static bool IsSupposed(Nearby near) =>
        near.Words.Has(Category.Condition) || near.Words.Has(Category.Assumption) || near.IsRequired;

    // What a sentence concludes of quantities that are defined is a claim, which may be false.
    private static bool IsAboutDefined(Expression concluded, TermBuilder builder) =>
        Names.Nodes(concluded).Any(node => Names.IsName(node) && !builder.IsFree(node));

    // "For all $x$" of a claim whose numbers are all named there, or have a domain.
    private static bool IsUniversal(Nearby near, Context context) =>
        (near.Words.Has(Category.Universal) || Roles.NamesObjects(near.Words))
        && !near.IsAbsurd
        && !near.IsRequired
        && !near.Words.Has(Category.Condition)
        && !near.Words.Has(Category.Assumption)
        && context.Variables.All(variable =>
            variable.Provenance != Provenance.Guessed
            || variable.Domain is Integers
            || near.Named.Contains(variable.Name)
        );

    private bool IsTakenBack(InlineStatement inline) =>
        inline.Formula is Chain { Relations: [{ Symbol: "\\sim" }], Operands: [var drawn, var law] }
        && (
            SaidInPart.Of(_surroundings, inline, [drawn], law: true)
            || Conventions.IsNormal(law, isPlain: true) && _surroundings.Conventions.OfNormal is not null
            // "N(0, 2), where the second parameter is the standard deviation".
            || law is Application { Argument: Delimited { Content: Listing { Items: [_, var spread] } } }
                && spread is not (Scripted { Superscript: Numeral } or Numeral { Digits: "1" })
                && _surroundings.Prose.Lexicon.Has(
                    Category.ParameterDeviation,
                    Sentences.First(
                        _surroundings.Prose.Text[
                            Math.Min(_surroundings.Prose.Text.Length, inline.Offset + 1)..Math.Min(
                                _surroundings.Prose.Text.Length,
                                inline.Offset + 300
                            )
                        ]
                    )
                )
        );

    // What is random here: as declared for the equation, for the document, and in the words of the section before it.
    private Randomness RandomnessAt(Equation equation, EquationNote? note)
    {
        var declared = (note?.Given ?? [])
            .Concat(_bindings.Given)
            .Select(given => (FormulaParser.Parse(given.Latex, _options).Body, Provenance.Declared));
        var section = _surroundings.Section(equation.Ordinal);
        var said = _surroundings
            .Inline.Concat(_surroundings.WordedLaws)
            .OrderBy(inline => inline.Offset)
            .Where(inline =>
                Randomness.Mean(inline.Formula) is not null
                || inline.Section == section
                    && (
                        inline.Ordinal < equation.Ordinal
                        // Words right after the formula count where they explain it.
                        || inline.Ordinal == equation.Ordinal && _surroundings.Explains(inline.Before)
                    )
            )
            .ToList();
        // A law that words take back, in part, is none.
        var takenBack = said.Where(inline => IsTakenBack(inline)).ToList();
        var stated = said.Except(takenBack).Reverse().Select(inline => (inline.Formula, Provenance.Text));
        return Randomness.Of(declared.Concat(stated)) with
        {
            Words = _surroundings.Words(section),
            TakenBack = takenBack.ConvertAll(inline => ((Chain)inline.Formula).Operands[0]),
            Links = declared
                .Select(given => given.Body)
                .SelectMany(Randomness.Linked)
                .Concat(_links ??= [.. _surroundings.Formulas.SelectMany(Randomness.Linked)]),
        };
    }

    // A condition on what is drawn narrows its law.
    internal static bool IsAboutDraws(Expression condition, TermBuilder builder) =>
        !Randomness.Concerns(condition)
        && Restriction(condition)?.Domain != Domain.Real
        && Names
            .Nodes(condition)
            .Any(node =>
                Names.IsName(node) && builder.UsedLaws.Any(law => law.Names.Any(name => Randomness.Same(name, node)))
            );

    // What is declared about a name for the equation counts more than words nearby about the same name.
    private bool IsOverruled(Expression nearby, EquationNote? note) =>
        nearby is Chain { Operands: [var name, _], Relations: [{ Symbol: not "=" }] }
        && Names.IsName(name)
        && note?.Given.Any(given =>
            FormulaParser.Parse(given.Latex, _options).Body is Chain { Operands: [var declared, _] }
            && declared.Equals(name)
        ) == true;

    // A condition that gives one symbol its domain: the symbol's, and the domain.
    private static (Expression Symbol, Domain Domain)? Restriction(Expression condition) =>
        condition is Chain { Operands: [var left, var right], Relations: [{ Symbol: "\\in" }] }
        && Names.IsName(left)
        && TermBuilder.DomainOf(right) is { } domain
            ? (left, domain)
            : null;

    private static void Assume(
        TermBuilder builder,
        List<Hypothesis> hypotheses,
        Expression written,
        Provenance provenance,
        (Expression Symbol, Domain Domain)? restriction
    )
    {
        if (restriction is var (symbol, domain))
        {
            builder.Restrict(Names.Of(symbol), domain, provenance);
            if (domain == Domain.Real)
            {
                return;
            }
        }

        // \sum_i q_i = 1 of a family that nothing else is said about: a distribution lies in every domain that is meant.
        if (
            written
                is Chain
                {
                    Relations: [{ Symbol: "=" }],
                    Operands: [BigOperator { Operator: "\\sum", Body: Scripted element }, Numeral { Digits: "1" }]
                }
            && Scope.Family(element, out var family, out var indices)
            && indices.Count == 1
            && builder.RestrictFamily(family, new ProbabilityVector(false), provenance)
        )
        {
            return;
        }

        var claimed = builder.FreeIndices.ToHashSet();
        var condition = builder.BuildCondition(written);
        // An index that only the condition has: it holds for all of its values.
        foreach (var index in builder.FreeIndices.Except(claimed).ToList())
        {
            condition = new ForAll(index, builder.RangeOf(index), condition);
        }

        var hypothesis = new Hypothesis(condition, provenance, written.ToString());
        if (!hypotheses.Exists(known => known.Condition.Equals(condition)))
        {
            hypotheses.Add(hypothesis);
        }
    }

    // Whether a condition is about names that the claim has.
    private static bool Concerns(TermBuilder builder, Expression condition) =>
        Names.Nodes(condition).Any(node => Names.IsName(node) && builder.Knows(node));
}
