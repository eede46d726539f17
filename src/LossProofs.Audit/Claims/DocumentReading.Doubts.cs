// How a claim may still be meant where all of its readings are false.
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
    // How the claim may still be meant where all its readings are false; a role that is declared leaves few such doubts.
    private Sequence<Reading> Doubtful(
        Equation equation,
        EquationNote? note,
        Nearby near,
        Step step,
        List<Reading> readings
    )
    {
        if (readings.Count == 0)
        {
            return [];
        }

        var ofAll = readings.Select(OfAll).OfType<Reading>();
        // What the section supposes holds for a declared claim too.
        if (note?.Role == Role.Claim)
        {
            return Supposed(equation, note, near, step, readings[0]).Concat(ofAll).ToSequence();
        }

        var first = readings[0];
        var doubts = new List<Reading>(ofAll);
        if (near.Words.Unread is { Length: > 0 } unread)
        {
            doubts.Add(Nothing($"what words say in a language that is not read ('{unread}')"));
        }

        if (near.Words.Cue(Category.Approximate) is { Phrase: var cue })
        {
            doubts.Add(Nothing($"what holds only approximately or at some point ('{cue}')"));
        }

        if (near.Words.Cue(Category.Denial) is { Phrase: var denial })
        {
            doubts.Add(Nothing($"an example of what is wrong ('{denial}')"));
        }

        if (near.IsAbsurd)
        {
            doubts.Add(Nothing("a step of a proof by contradiction"));
        }

        doubts.AddRange(Suppositions(equation, note, near, step, first));
        if (first.Context.Variables.Count > 0)
        {
            doubts.AddRange(Situated(equation, note, near, step, readings));
        }

        if (step.Relation == "\\neq" && first.Context.Variables.Count > 0)
        {
            doubts.Add(Nothing("'not the same in general'"));
        }

        if (_restsOnLater)
        {
            doubts.Add(Nothing("a formula before a name in it is defined"));
        }

        if (_relatesProbabilities)
        {
            doubts.Add(Nothing("a law that these probabilities obey"));
        }

        if (Doubts.HasUnusualProduct(step.Left, IsFunctionToo) || Doubts.HasUnusualProduct(step.Right, IsFunctionToo))
        {
            doubts.Add(Nothing("a value of a function"));
        }

        if (Doubts.HasInverse(step.Left) || Doubts.HasInverse(step.Right))
        {
            doubts.Add(Nothing("a formula with an inverse function"));
        }

        var (wider, widest) = (Doubts.OverAll(step.Left), Doubts.OverAll(step.Right));
        if (wider is not null || widest is not null)
        {
            try
            {
                var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note))
                {
                    Randomness = RandomnessAt(equation, note),
                };
                var whole = step with { Left = wider ?? step.Left, Right = widest ?? step.Right };
                doubts.Add(Build(builder, note, near, whole, "a derivative of all that follows", out _));
            }
            catch (NotUnderstood)
            {
                doubts.Add(Nothing("a derivative of all that follows"));
            }
        }

        if (Doubts.IsUpdate(step.Left, step.Relation, step.Right))
        {
            doubts.Add(Nothing($"the next value of '{step.Left}', or an equation for it"));
        }

        if (Doubts.MayBeImaginary(first.Context))
        {
            doubts.Add(Nothing("a formula with the imaginary unit"));
        }

        if (
            (Doubts.HasConstant(step.Left) || Doubts.HasConstant(step.Right))
            && _surroundings.Formulas.Any(Doubts.NamesConstant)
        )
        {
            doubts.Add(Nothing("a formula where e or \\pi is a name"));
        }

        if (first.Proposition is Comparison(var left, var relation, var right))
        {
            var closed = first.Context.Variables.Count == 0;
            if (
                relation == Relation.Equal
                && (Doubts.PrintedUnit(step.Right) ?? Doubts.PrintedUnit(step.Left)) is { } unit
            )
            {
                var difference = new Apply(Function.Abs, [left - right]);
                doubts.Add(
                    first with
                    {
                        Proposition = new Comparison(difference, Relation.LessOrEqual, new Number(unit)),
                        Note = "a rounded number",
                    }
                );
            }
            else if (
                relation == Relation.Equal
                && closed
                && (Doubts.HasDecimal(step.Left) || Doubts.HasDecimal(step.Right))
            )
            {
                doubts.Add(Nothing("with rounded numbers"));
            }

            var written = $"{step.Left} {step.Right}";
            if (written.Contains("\\ln", StringComparison.Ordinal))
            {
                // \ln beside \log: the second has another base.
                if (written.Contains("\\log", StringComparison.Ordinal) && (closed || _mentionsBase))
                {
                    doubts.Add(Nothing("with logarithms to another base"));
                }
            }
            else if (closed || _mentionsBase)
            {
                doubts.Add(Doubts.WithBase(first, 2));
                doubts.Add(Doubts.WithBase(first, 10));
            }
        }

        return doubts.ToSequence();
    }

    // t_i \in \{0, 1\} \Rightarrow …: an index that only the premise has may stand for all of its values.
    private static Reading? OfAll(Reading reading)
    {
        if (reading.Proposition is not Implication(var premises, var conclusion))
        {
            return null;
        }

        var concluded = conclusion.Terms().SelectMany(term => term.FreeNames()).ToHashSet();
        var wide = premises.Map(Wide);
        return wide.Equals(premises)
            ? null
            : reading with
            {
                Proposition = new Implication(wide, conclusion),
                Context = reading.Context with
                {
                    Hypotheses = reading.Context.Hypotheses.Map(hypothesis =>
                        hypothesis with
                        {
                            Condition = Wide(hypothesis.Condition),
                        }
                    ),
                },
                Note = "a premise about all values of its index",
            };

        Condition Wide(Condition condition) =>
            reading
                .Context.Variables.Where(variable =>
                    !concluded.Contains(variable.Name) && condition.FreeNames().Contains(variable.Name)
                )
                .Aggregate(
                    condition,
                    (body, variable) =>
                        variable is { Dimensions.Count: 0, Domain: Integers({ } first, { } last) }
                            ? new ForAll(variable.Name, new Span(first, last), body)
                            : body
                );
    }

    // Whether the document has a function of this name, whatever the name alone stands for.
    private bool IsFunctionToo(Expression name) =>
        _scope.Definitions(Names.Of(name)).Any(definition => definition.IsFunction);
}
