// A display -> its steps: one relation each, without what only defines, requires or solves.
using System.Text.RegularExpressions;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private List<Step> Steps(Expression body, Equation equation, EquationNote? note, Nearby near)
    {
        var steps = new List<Step>();
        foreach (var written in WrittenStatement.Of(body))
        {
            var statement = written.Limit is null ? written with { Limit = near.Limit } : written;
            if (statement.Formula is not Chain chain)
            {
                continue;
            }

            // What words name on the left is no quantity that could be computed, and another one in each row.
            var worded = chain.Operands[0] is TextRun || chain.Operands[0] is Missing && statement.Words.Length > 0;
            chain = worded ? chain : Continued(chain, equation);
            var given = default(NameDefinition);
            var whole = chain;
            if (Definitions.Supposed(chain, _scope, equation.Ordinal) is var (supposed, conclusion))
            {
                (given, whole) = (supposed, conclusion);
            }

            // Of what follows from a definition, and of what implies another, each relation is judged by itself.
            if (given is not null || Notation.Implications.ContainsKey(chain.Relations[0].Symbol))
            {
                for (var i = 0; i < whole.Relations.Count; i++)
                {
                    steps.Add(
                        new Step(
                            whole.Operands[i],
                            whole.Relations[i].Symbol,
                            whole.Operands[i + 1],
                            statement,
                            false,
                            i > 0
                        )
                        {
                            Given = given,
                        }
                    );
                }

                continue;
            }

            var defines = Definitions.Defined(chain, _scope, equation.Ordinal, note, near);
            if (defines != DefinitionKind.New && IsSaidAgain(chain, equation, note, near))
            {
                defines = DefinitionKind.New;
            }

            for (var i = 0; i < chain.Relations.Count; i++)
            {
                if (i == 0 && (defines == DefinitionKind.New || worded || IsRequired(chain, note, near)))
                {
                    continue;
                }

                if (note?.Role != Role.Claim && NamesWhatComes(chain, i, equation))
                {
                    continue;
                }

                // A free quantity set equal to something is solved for: nothing is asserted.
                if (
                    note?.Role != Role.Claim
                    && chain.Relations[i].Symbol == "="
                    && defines == DefinitionKind.None
                    && IsSolved(chain, i, equation, near)
                )
                {
                    continue;
                }

                var again = i == 0 && defines == DefinitionKind.Again;
                steps.Add(
                    new Step(
                        chain.Operands[i],
                        chain.Relations[i].Symbol,
                        chain.Operands[i + 1],
                        statement,
                        again
                            && !Definitions.GoesOn(chain, _scope, equation.Ordinal, _surroundings)
                            && !(
                                Definitions.HasLabel(chain.Operands[0])
                                && Roles.Continues(
                                    near with
                                    {
                                        SameSection = IsSameSection(chain.Operands[0], equation, near),
                                    }
                                )
                            ),
                        i > 0
                    )
                );
            }
        }

        return steps;
    }

    // p(y | \mu) = … on one slide, and on the next one again: what the document defines so is not asserted anew, unless words
    // conclude it, or it was a result before.
    private bool IsSaidAgain(Chain chain, Equation equation, EquationNote? note, Nearby near) =>
        note?.Role is null
        && !Roles.Concludes(near)
        && !near.Words.Has(Category.Assertion)
        && chain.Relations[0].Symbol == "="
        && (
            Definitions.Split(chain.Operands[0], out var name, out var parameters, out var isFunction)
            || Definitions.SplitNotation(chain.Operands[0], chain.Operands[1], out name, out parameters, out isFunction)
        )
        && _scope
            .Definitions(_scope.NameOf(chain.Operands[0], name, parameters.Count, isFunction))
            .Where(version => version.Ordinal < equation.Ordinal)
            .ToList()
            is { Count: > 0 } versions
        && versions.TrueForAll(version =>
            version is { Provenance: Provenance.Text, IsConcluded: false, IsTheorem: false, IsGuessed: false }
            && version.IsFunction == isFunction
            && version.Parameters.SequenceEqual(parameters)
            && Unfenced(version.Body).Equals(Unfenced(chain.Operands[1]))
        );

    // \exp o and \exp(o).
    private static Expression Unfenced(Expression node) =>
        node.MapChildren(Unfenced) is var inner
        && inner
            is Application
            {
                Head: Identifier { Name: ['\\', ..] },
                Argument: Delimited { Open: "(", Content: Identifier or Scripted or Numeral } fence
            } written
            ? written with
            {
                Argument = fence.Content,
            }
            : inner;

    // A formula that begins with its relation goes on from the last side of the one before.
    private Chain Continued(Chain chain, Equation equation) =>
        chain.Operands[0] is Missing
        && _surroundings.Displays.LastOrDefault(display => display.Ordinal < equation.Ordinal)
            is { Formula: { } before, Ordinal: var ordinal }
        && ordinal == equation.Ordinal - 1
        && GoesOn(ordinal, equation.Ordinal)
        && WrittenStatement.Of(before).LastOrDefault()?.Formula is Chain last
        // A sign at the end of the one before, and again here.
        && last.Operands.LastOrDefault(operand => operand is not Missing) is { } side
        && (last.Operands[^1] is not Missing || last.Relations[^1].Symbol == chain.Relations[0].Symbol)
            ? chain with
            {
                Operands = [side, .. chain.Operands.Skip(1)],
            }
            : chain;

    // Under another heading, behind the start of an example, or behind a formula of the running text that may be the left side
    // ("Find $\int x \, dx$"), a formula that begins with its relation does not go on from the display before.
    private bool GoesOn(int before, int ordinal) =>
        _surroundings.Section(before) == _surroundings.Section(ordinal)
        && !_surroundings.Blocks.HasBegun(_surroundings.Of(before).Words.At, _surroundings.Of(ordinal).Words.At)
        && !_surroundings.Inline.Exists(inline =>
            inline.Ordinal == before
            && inline.Offset > _surroundings.Of(before).Words.At
            && inline.Offset < _surroundings.Of(ordinal).Words.At
            && !Names.IsName(inline.Formula)
            && inline.Formula is not (Chain or Numeral)
        );

    // … = s = b of a new s: what s is.
    private bool NamesWhatComes(Chain chain, int step, Equation equation) =>
        step > 0
        && chain.Relations[step].Symbol == "="
        && Definitions.Split(chain.Operands[step], out var between, out _, out _)
        && _scope
            .Definitions(between)
            .Any(version =>
                version is { IsGuessed: true, IsFunction: false }
                && version.Ordinal == equation.Ordinal
                && version.Body.Equals(chain.Operands[step + 1])
            );

    private bool IsSolved(Chain chain, int step, Equation equation, Nearby near)
    {
        var (left, right) = (chain.Operands[step], chain.Operands[step + 1]);
        // \lim_n (1 + 1/n)^n = e, \pi = 4 \arctan 1; "for all $x$ we have x = 2x".
        if (
            IsConstant(left) && IsClosed(right)
            || IsConstant(right) && IsClosed(left)
            || Definitions.IsOfAllValues(left, near)
            // v_2 = g_0 + \beta g_1 behind v_{t+1} = \beta v_t + g_t.
            || step == 0 && right is not Numeral && !Names.IsName(right) && _scope.IsDetermined(left, equation.Ordinal)
        )
        {
            return false;
        }

        var builder = new TermBuilder(_scope, equation.Ordinal, new Dictionary<string, NameDefinition>());
        return (step == 0 && builder.IsFree(left))
            || (
                builder.IsFree(right)
                // A^{-1} is what it is.
                && right is not Scripted { Superscript: Additive }
                // "For $A \in \mathbb{R}^{n \times n}$ we have \operatorname{tr}(A) = n": of a name that has its values.
                && !(
                    Names.IsName(right) && !Names.IsName(left) && HasValues(right) && near.Words.Has(Category.Assertion)
                )
                // \sqrt{x^2} = x gives x no value.
                && !Names.Nodes(chain.Operands[step]).Contains(chain.Operands[step + 1])
                && !(
                    (IsComputed(chain.Operands[step], near) || IsOfNamedLaw(chain.Operands[step], equation))
                    && IsSaidBefore(chain.Operands[step + 1], equation)
                )
                // \nabla_\Lambda \log\det\Lambda = \Lambda.
                && !(
                    IsSlope(chain.Operands[step])
                    && Names.Nodes(chain.Operands[step]).Any(node => node.Equals(chain.Operands[step + 1]))
                )
            )
            || (
                step == chain.Relations.Count - 1
                && step > 0
                && Definitions.Split(chain.Operands[^1], out var name, out _, out _)
                && _scope
                    .Definitions(name)
                    .Any(version => version.Ordinal == equation.Ordinal && version.Body.Equals(chain.Operands[^2]))
            );
    }

    // Whether the text says where the values of a name lie, or that it is the length of something.
    private bool HasValues(Expression name) =>
        _scope.Declaration(Names.Of(name)) is { Provenance: Provenance.Text } || _scope.IsLength(Names.Of(name));

    private bool IsConstant(Expression side) =>
        side is Identifier { Name: "e" or "\\pi", Accents.Count: 0 } && !_scope.IsDeclared(side);

    // Nothing in it has a value that the document gives: \sum_k 1/k!, 22/7.
    private static bool IsClosed(Expression side)
    {
        var bound = Names
            .Nodes(side)
            .SelectMany(node =>
                node switch
                {
                    BigOperator { Lower: Chain { Operands: [var index, ..] } } => [index],
                    Differential differential => [differential.Variable],
                    _ => (IEnumerable<Expression>)[],
                }
            )
            .ToHashSet();
        return Names
            .Nodes(side)
            .All(node =>
                !Names.IsName(node)
                || bound.Contains(node)
                || node is Identifier { Name: "\\infty" or "\\pi" or "e" }
                || node is Identifier { Name: ['\\', ..] and var name } && KnownFunctions.Named(name) is not null
            );
    }

    // A derivative comes to what it is, and so does an expectation where the words conclude: that asserts, unless the other
    // side is a name for it.
    private static bool IsSlope(Expression side) =>
        side
            is DerivativeQuotient
                or Application
                {
                    Head: DerivativeQuotient
                        or Identifier { Name: "\\nabla" }
                        or Scripted { Base: Identifier { Name: "\\nabla" } }
                };

    // \operatorname{E}[X^2] of an X that has a law of a name.
    private bool IsOfNamedLaw(Expression side, Equation equation) =>
        side is Application { Head: var head, Argument: var argument }
        && Randomness.IsOperator(head)
        && RandomnessAt(equation, null)
            .Laws.SelectMany(law => law.Names)
            .Any(name => Names.Nodes(argument).Any(node => Names.IsName(node) && Randomness.Same(name, node)));

    private static bool IsComputed(Expression side, Nearby near) =>
        Roles.IsComputed(side)
        || IsSlope(side)
        || side is Application { Head: var head }
            && Randomness.IsOperator(head)
            && near.Words.Has(Category.Conclusion)
            && near.Words.Has(Category.Derivation);

    private bool IsSaidBefore(Expression name, Equation equation) =>
        _scope.FirstUse(Names.Of(name)) < equation.Ordinal
        || _surroundings.Inline.Any(inline =>
            inline.Line < equation.Line && Names.Nodes(inline.Formula).Any(node => node.Equals(name))
        );

    private bool IsSameSection(Expression name, Equation equation, Nearby near)
    {
        Definitions.Split(name, out var spelling, out _, out _);
        var before = _scope.Definitions(spelling).LastOrDefault(version => version.Ordinal < equation.Ordinal);
        return before is not null && _surroundings.Section(before.Ordinal) == near.Section;
    }
}
