// \mathbb{E} X Y without brackets: of all factors that follow, or of the first one.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ExpectationExtent : Ambiguity
{
    public override string Name => "expectation-extent";

    public override string Example => @"\mathbb{E} X Y";

    public override Sequence<string> Readings => [@"\mathbb{E}[X Y]", @"\mathbb{E}[X] Y"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (node is not Product { Factors: var factors })
        {
            return null;
        }

        var list = factors.ToList();
        if (
            !list.Zip(list.Skip(1)).Any(pair => IsMean(pair.First.Value) && pair.Second.Link.Length == 0)
            || IsMean(list[^1].Value)
        )
        {
            return null;
        }

        var (whole, first) = (Written(list, @long: true), Written(list, @long: false));
        return whole.Equals(first)
            ? [new NodeReading("the mean of what follows", whole)]
            :
            [
                new NodeReading("the mean of all that follows", whole),
                new NodeReading("the mean of the first factor", first),
            ];
    }

    // Each mean reaches as far as the next one, or over one factor.
    private static Expression Written(List<Factor> factors, bool @long)
    {
        var all = new List<Factor>();
        for (var at = 0; at < factors.Count; at++)
        {
            var inside = IsMean(factors[at].Value)
                ? factors
                    .Skip(at + 1)
                    .TakeWhile(factor => !IsMean(factor.Value))
                    .Take(@long ? factors.Count : 1)
                    .ToList()
                : [];
            if (inside.Count == 0)
            {
                all.Add(factors[at]);
                continue;
            }

            Expression argument = inside is [var only] ? only.Value : new Product(inside.ToSequence());
            all.Add(factors[at] with { Value = new Application(factors[at].Value, new Delimited("[", argument, "]")) });
            at += inside.Count;
        }

        return all is [{ Value: var one }] ? one : new Product(all.ToSequence());
    }

    private static bool IsMean(Expression value) =>
        value
            is Identifier { Name: "E", Style: LetterStyle.Blackboard, Accents.Count: 0 }
                or Scripted
                {
                    Base: Identifier { Name: "E", Style: LetterStyle.Blackboard, Accents.Count: 0 },
                    Superscript: null,
                    Primes: 0
                };
}
