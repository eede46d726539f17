// Claims about random quantities of which nothing is declared: their joint law, and what a document may suppose of it.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims.Alternatives;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private bool? _saysChance;
    private string? _density;

    // What formulas of the document say of how events hang together.
    private IReadOnlyList<Expression>? _related;

    private JointWorld? WorldOf(Step step, Dependence dependence)
    {
        _saysChance ??= _surroundings.Prose.Lexicon.Has(Category.Chance, _surroundings.Prose.Text);
        if (Notation.Implications.ContainsKey(step.Relation))
        {
            // Premises about a law hold at few of its draws: what follows from them would hardly be tried.
            return null;
        }

        _density ??=
            _surroundings.Prose.Lexicon.Find(Category.Density, _surroundings.Prose.Text)?.Phrase ?? string.Empty;
        var world = JointWorld.Of(
            [step.Left, step.Right],
            IsKnown,
            _scope.IsDeclared,
            _saysChance.Value,
            dependence,
            // "$X \ge 0$" leaves X random.
            letter =>
                _scope.Declaration(Names.Of(letter)) is { Provenance: Provenance.Declared } or { Dimensions.Count: > 0 }
        );
        // H(X) \ge 0 of a law on finitely many values says nothing of a density.
        return
            world is { UsesEntropy: true }
            && _density.Length > 0
            && step.Relation != "="
            && !IsBalanced(step.Left, step.Right)
            ? null
            : world;

        bool IsKnown(Expression name) => _scope.IsDeclared(name) || _scope.Definitions(Names.Of(name)).Count > 0;
    }

    // H(X | Y) \le H(X): a linear inequality between entropies in which each quantity occurs as often on both sides holds for
    // densities where it holds for all laws on finitely many values (T. H. Chan, Balanced information inequalities, IEEE Trans.
    // Inf. Theory 49, 2003). Mutual information is balanced in itself.
    private static bool IsBalanced(Expression left, Expression right)
    {
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        return Add(left, 1) && Add(right, -1) && occurrences.Values.All(count => count == 0);

        bool Add(Expression side, int sign)
        {
            switch (side)
            {
                case Numeral { Digits: "0" }:
                    return true;
                case Delimited { Open: "(" or "[", Content: not Listing and var content }:
                    return Add(content, sign);
                case Additive sum:
                    return sum.Terms.All(term =>
                        term.Sign is "+" or "-" && Add(term.Term, term.Sign == "-" ? -sign : sign)
                    );
                case Application { Head: Identifier { Name: "I" or "MI" }, Argument: var argument }:
                    return QuantityNotation.PartsOf(argument) is not null;
                case Application
                {
                    Head: Identifier { Name: "H" or "h" or "\\mathbb{H}" },
                    Argument: Delimited { Content: var of }
                }:
                    var given = of is Barred { Bar: "|" } barred ? QuantityNotation.ListOf(barred.Right) : [];
                    var asked = QuantityNotation.ListOf(of is Barred { Bar: "|" } conditional ? conditional.Left : of);
                    if (given is null || asked is null or { Count: 0 })
                    {
                        return false;
                    }

                    foreach (var key in asked.Select(slot => slot.Key).Except(given.Select(slot => slot.Key)))
                    {
                        occurrences[key] = occurrences.GetValueOrDefault(key) + sign;
                    }

                    return true;
                default:
                    return false;
            }
        }
    }

    // E|X| of an X that has a law of its own says nothing of other laws: where no closed form of it is known, nothing is judged.
    private bool HasOwnLaw(Equation equation, EquationNote? note, Step step)
    {
        var named = RandomnessAt(equation, note)
            .Laws.Where(law => law.Provenance == Provenance.Declared || !IsOfJointLaw(law.Law))
            .SelectMany(law => law.Names)
            .ToList();
        return named.Count > 0
            && Names
                .Nodes(step.Left)
                .Concat(Names.Nodes(step.Right))
                .Any(node => Names.IsName(node) && named.Exists(name => Randomness.Same(name, node)));

        // z \sim q(z|x), x \sim P.
        static bool IsOfJointLaw(Expression law) =>
            law is Identifier or Scripted || law is Application { Head: var head } && JointWorld.IsLaw(head);
    }

    // "Put $Z = X + Y$": a quantity that is given through another of them is not independent of it.
    private bool IsComposed(JointWorld world)
    {
        var quantities = world.Everything.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _surroundings
            .Formulas.SelectMany(Names.Nodes)
            .OfType<Chain>()
            .Where(chain => chain.Relations.All(relation => relation.Symbol is "=" or ":="))
            .Any(chain =>
                chain
                    .Operands.Where(Names.IsName)
                    .Any(given =>
                        quantities.Contains(Names.Of(given))
                        && chain
                            .Operands.Where(operand => !operand.Equals(given))
                            .SelectMany(Names.Nodes)
                            .Any(node =>
                                Names.IsName(node) && !node.Equals(given) && quantities.Contains(Names.Of(node))
                            )
                    )
            );
    }

    // The claim under each dependence that its world allows and the document does not state.
    private IEnumerable<Reading> UnderDependences(Equation equation, EquationNote? note, Nearby near, Step step)
    {
        if (_world is not { } world)
        {
            yield break;
        }

        step = Expanded(step, equation.Ordinal);
        // What is said of random quantities of a kind, or by the name of a law, in a document that supposes nothing of them.
        var isOfAll =
            (
                Roles.NamesObjects(near.Words)
                || Roles.FollowsFromObjects(near.Words) && step.Relation != "="
                || Roles.StatesLaw(near.Words)
            ) && !_surroundings.Prose.Lexicon.Has(Category.LawSupposed, _surroundings.Prose.Text);
        foreach (var dependence in world.Suppositions(Says))
        {
            if (
                isOfAll
                && dependence
                    is Dependence.Independent
                        or Dependence.Exclusive
                        or Dependence.Centred
                        or Dependence.Binary
            )
            {
                continue;
            }

            if (WorldOf(step, dependence) is not { } other)
            {
                continue;
            }

            var builder = new TermBuilder(_scope, equation.Ordinal, Chosen(note))
            {
                Randomness = RandomnessAt(equation, note),
                World = Related(other, near, step),
            };
            Reading? reading = null;
            try
            {
                reading = Build(builder, note, near, step, Words(dependence), out _);
            }
            catch (NotUnderstood)
            {
                reading = Alternative.Nothing(Words(dependence));
            }

            yield return reading;
        }

        bool Says(Dependence dependence) =>
            CategoryOf(dependence) is { } category
            && _surroundings.Prose.Lexicon.Has(category, _surroundings.Prose.Text);
    }

    // The world with what is said of its events: beside the claim it holds, elsewhere it may.
    private JointWorld Related(JointWorld world, Nearby near, Step step) =>
        world
            .Beside(_related ??= [.. _surroundings.Formulas.SelectMany(Names.Nodes).Where(EventNotation.RelatesEvents)])
            .Supposing(near.Events.Concat(step.Statement.Conditions));

    private const int MostExpanded = 3;
    private const int LargestExpansion = 400;

    // The step with what the document defines by probabilities put in: \mathcal{L}(\theta, \phi), w(x), J(q) are no laws
    // themselves, but their world is that of what they stand for.
    private Step Expanded(Step step, int ordinal)
    {
        var (left, right) = (step.Left, step.Right);
        for (var round = 0; round < MostExpanded; round++)
        {
            var (before, after) = ((left, right), (left: PutIn(left), right: PutIn(right)));
            if (before == after || Names.Nodes(after.left).Concat(Names.Nodes(after.right)).Count() > LargestExpansion)
            {
                break;
            }

            (left, right) = after;
        }

        return step with
        {
            Left = left,
            Right = right,
        };

        Expression PutIn(Expression node)
        {
            // w(x)^2, w^2(x).
            if (node is Scripted { Base: Application or Delimited } power)
            {
                return power with { Base = PutIn(power.Base) };
            }

            if (
                node is Application { Head: Scripted { Superscript: { } square } } written
                && JointWorld.Squared(written.Head) is var root
                && !ReferenceEquals(root, written.Head)
                && written with { Head = root } is var once
                && PutIn(once) is Delimited put
            )
            {
                return new Scripted(put, null, square, 0);
            }

            var (head, arguments) = node switch
            {
                Application { Head: var function, Argument: Delimited { Open: "(", Content: var content } } => (
                    function,
                    content is Listing { Separator: "," } listing ? [.. listing.Items] : [content]
                ),
                Identifier or Scripted => (node, (List<Expression>?)null),
                _ => (null, null),
            };
            if (
                head is null
                || !Names.IsName(head)
                || _scope.IsDeclared(head)
                || JointWorld.IsLaw(head)
                || Randomness.IsOperator(head)
                || _scope
                    .Definitions(Names.Of(head))
                    .LastOrDefault(version => version.Ordinal < ordinal && version.IsFunction == arguments is not null)
                    is not { IsImplied: false } definition
                || !JointWorld.Speaks(definition.Body)
                || HasBareMean(definition.Body)
                || arguments is not null && !definition.Parameters.SequenceEqual(arguments)
            )
            {
                return node is Application applied ? applied with { Argument = PutIn(applied.Argument) }
                    : node is Scripted ? node
                    : node.MapChildren(PutIn);
            }

            return new Delimited("(", definition.Body, ")");
        }
    }

    // E_x E_y \{ … \}: means that are written as if they were factors say nothing that could be put in.
    private static bool HasBareMean(Expression body) =>
        Names
            .Nodes(body)
            .OfType<Product>()
            .Any(product =>
                product.Factors.Any(factor =>
                    factor.Value is Scripted { Base: Identifier { Name: "E" or "\\mathbb{E}" }, Subscript: not null }
                )
            );

    private static Category? CategoryOf(Dependence dependence) =>
        dependence switch
        {
            Dependence.Identical => Category.OneLaw,
            Dependence.Determined => Category.Determined,
            Dependence.Uniform => Category.EquallyLikely,
            _ => null,
        };

    private static string Words(Dependence dependence) =>
        dependence switch
        {
            Dependence.Independent => "of independent quantities",
            Dependence.Identical => "of independent quantities with one law",
            Dependence.Determined => "of quantities that one of them determines",
            Dependence.Uniform => "of quantities with all values equally likely",
            Dependence.Centred => "of quantities with means of zero",
            Dependence.Binary => "of quantities with the values 0 and 1",
            Dependence.Exclusive => "of events that exclude each other",
            _ => "of any quantities",
        };
}
