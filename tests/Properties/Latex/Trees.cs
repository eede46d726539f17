// Random trees in the parser's normal form: what no notation can say (a sum of no terms, a script on a script) is not drawn.
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Tests.Properties.Latex;

internal static class Trees
{
    private static readonly Gen<Expression> Names = Gen.Elements<Expression>(
        new Identifier("x"),
        new Identifier("y"),
        new Identifier("p"),
        new Identifier("n"),
        new Identifier("d"),
        new Identifier("e"),
        new Identifier("\\alpha"),
        new Identifier("\\theta"),
        new Identifier("\\sigma"),
        new Identifier("\\infty"),
        new Identifier("x", LetterStyle.Bold),
        new Identifier("\\mu", LetterStyle.Bold),
        new Identifier("W", LetterStyle.Bold),
        new Identifier("L", LetterStyle.Calligraphic),
        new Identifier("E", LetterStyle.Blackboard),
        new Identifier("1", LetterStyle.Blackboard),
        new Identifier("KL", LetterStyle.Roman),
        new Identifier("loss-rate", LetterStyle.Roman),
        new Identifier("stop_grad", LetterStyle.Roman),
        new Identifier("y", LetterStyle.Plain, ["\\hat"]),
        new Identifier("x", LetterStyle.Bold, ["\\tilde"]),
        new Identifier("z", LetterStyle.Plain, ["\\bar", "\\hat"])
    );

    private static readonly Gen<Expression> Numbers = Gen.Elements<Expression>(
        new Numeral("0"),
        new Numeral("1"),
        new Numeral("2"),
        new Numeral("10"),
        new Numeral("0.50"),
        new Numeral("12345")
    );

    private static readonly string[] Relations =
    [
        "=",
        "<",
        "\\leq",
        "\\geq",
        "\\neq",
        "\\approx",
        "\\in",
        "\\sim",
        "\\propto",
        "\\to",
        ":=",
    ];

    private static readonly (string Open, string Close)[] Fences =
    [
        ("(", ")"),
        ("[", "]"),
        ("\\{", "\\}"),
        ("|", "|"),
        ("\\|", "\\|"),
        ("\\langle", "\\rangle"),
        ("\\lfloor", "\\rfloor"),
        ("(", "]"),
        ("[", ")"),
    ];

    /// <summary>Formulas: a line with trailing conditions, rows, a matrix or a definition by cases.</summary>
    public static Gen<Expression> Formulas =>
        Gen.Sized(size =>
        {
            var inner = Math.Min(size / 8, 5);
            return Gen.Frequency(
                (6, Line(inner)),
                (1, Clauses(inner)),
                (1, List(Line(inner / 2), 2, 4).Select(Expression (lines) => new Rows(lines))),
                (1, Tables(inner / 2))
            );
        });

    private static Gen<Expression> Line(int size) =>
        Gen.Frequency(
            (3, Operand(size)),
            (3, Chain(size)),
            (1, from left in Chain(size) from right in Chain(size) select Implication(left, right))
        );

    private static Expression Implication(Expression left, Expression right) =>
        new Chain([left, right], [new RelationSign("\\Rightarrow")]);

    private static Gen<Expression> Chain(int size) =>
        from operands in List(Operand(size), 2, 3)
        from signs in List(
            Gen.Elements(Relations).Select(symbol => new RelationSign(symbol)),
            operands.Count - 1,
            operands.Count - 1
        )
        select (Expression)new Chain(operands, signs);

    private static Gen<Expression> Clauses(int size) =>
        from first in Chain(size)
        from words in Gen.Elements("for", "if", "对于任意", "\\forall", "")
        from separator in Gen.Elements(",", "\\quad")
        from second in Chain(0)
        select (Expression)
            new Clauses([new Clause(string.Empty, string.Empty, first), new Clause(separator, words, second)]);

    private static Gen<Expression> Tables(int size) =>
        Gen.OneOf(
            from branches in List(
                from value in Operand(size)
                from condition in Chain(0)
                select new CaseBranch(value, condition),
                1,
                3
            )
            select (Expression)new Cases(branches),
            from fences in Gen.Elements(("(", ")"), ("[", "]"), ("|", "|"))
            from rows in List(List(Operand(size), 2, 2), 1, 3)
            select (Expression)new Matrix(fences.Item1, rows, fences.Item2)
        );

    private static Gen<Expression> Operand(int size)
    {
        if (size <= 0)
        {
            return Gen.Frequency((4, Names), (2, Numbers));
        }

        var part = Operand(size - 1);
        return Gen.Frequency(
            (2, Operand(0)),
            (3, Script(size - 1)),
            (2, Two(part, (a, b) => new Fraction(a, b))),
            (1, Two(part, (a, b) => new Quotient(a, b))),
            (1, Two(part, (a, b) => new Binomial(a, b))),
            (1, part.Select(Expression (a) => new Radical(a, null))),
            (1, part.Select(Expression (a) => new Radical(a, new Numeral("3")))),
            (3, Fenced(part)),
            (3, Sum(part)),
            (3, Times(part)),
            (3, Applied(part)),
            (2, Big(part)),
            (1, Derivative(part)),
            (
                1,
                Names.Select(
                    Expression (x) => new Accented("\\bar", new Product([new Factor("", x), new Factor("", x)]))
                )
            ),
            (1, Two(part, (a, b) => new Annotated("\\underbrace", a, b))),
            (1, part.Select(Expression (a) => new Postfix(a, "!"))),
            (1, Two(part, (a, b) => new EvaluatedAt(a, b, null)))
        );
    }

    private static Gen<Expression> Script(int size) =>
        from head in Gen.Frequency((4, Names), (1, Fenced(Operand(size - 1))))
        from sub in Gen.OneOf(Gen.Constant<Expression?>(null), Operand(Math.Min(size, 1)).Select(Expression? (e) => e))
        from super in Gen.OneOf(
            Gen.Constant<Expression?>(null),
            Operand(size).Select(Expression? (e) => e),
            Gen.Elements<Expression?>(new Identifier("*"), new Identifier("\\top"), new Identifier("+"))
        )
        from primes in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        select sub is null && super is null && primes == 0 ? head : new Scripted(head, sub, super, primes);

    private static Gen<Expression> Fenced(Gen<Expression> part) =>
        from fences in Gen.Elements(Fences)
        from content in Gen.Frequency(
            (3, part),
            (1, List(part, 2, 3).Select(Expression (items) => new Listing(",", items))),
            (
                1,
                from a in part
                from b in part
                from bar in Gen.Elements("|", "\\|")
                select (Expression)new Barred(a, bar, b)
            )
        )
        select (Expression)new Delimited(fences.Open, content, fences.Close);

    private static Gen<Expression> Sum(Gen<Expression> part) =>
        Gen.OneOf(
            part.Select(Expression (a) => new Additive([new Addend("-", a)])),
            from first in Gen.Elements("+", "-")
            from second in Gen.Elements("+", "-", "\\pm")
            from a in part
            from b in part
            select (Expression)new Additive([new Addend(first, a), new Addend(second, b)])
        );

    private static Gen<Expression> Times(Gen<Expression> part) =>
        from first in part
        from rest in List(
            from link in Gen.Frequency((4, Gen.Constant("")), (2, Gen.Elements("\\cdot", "\\times", "\\odot")))
            from value in part
            select new Factor(link, value),
            1,
            3
        )
        select (Expression)new Product([new Factor("", first), .. rest]);

    private static Gen<Expression> Applied(Gen<Expression> part) =>
        Gen.OneOf(
            from head in Gen.Elements<Expression>(
                new Identifier("\\log"),
                new Identifier("\\exp"),
                new Identifier("softmax", LetterStyle.Roman),
                new Scripted(new Identifier("\\log"), new Numeral("2"), null, 0),
                new Identifier("\\nabla"),
                new Scripted(new Identifier("\\nabla"), new Identifier("\\theta"), null, 0),
                new DerivativeQuotient("d", null, null, [new DifferentialVariable(new Identifier("x"), null)])
            )
            from argument in part
            where argument is not EvaluatedAt
            select (Expression)new Application(head, argument),
            from head in Gen.Elements<Expression>(
                new Identifier("f"),
                new Identifier("\\alpha"),
                new Scripted(new Identifier("p"), new Identifier("\\theta"), null, 0),
                new Identifier("KL", LetterStyle.Roman)
            )
            from argument in part
            select (Expression)new Application(head, new Delimited("(", argument, ")")),
            List(part, 2, 3)
                .Select(
                    Expression (items) =>
                        new Application(new Identifier("\\max"), new Delimited("(", new Listing(",", items), ")"))
                )
        );

    private static Gen<Expression> Big(Gen<Expression> part) =>
        Gen.OneOf(
            from name in Gen.Elements("\\sum", "\\prod", "\\max", "\\arg\\min", "\\lim")
            from lower in Chain(0)
            from upper in Gen.OneOf(Gen.Constant<Expression?>(null), Names.Select(Expression? (e) => e))
            from body in part
            select (Expression)new BigOperator(name, lower, upper, body),
            from lower in Numbers
            from upper in Numbers
            from body in part
            select (Expression)
                new BigOperator(
                    "\\int",
                    lower,
                    upper,
                    new Product([new Factor("", body), new Factor("", new Differential(new Identifier("t")))])
                )
        );

    private static Gen<Expression> Derivative(Gen<Expression> part) =>
        from operand in part
        from sign in Gen.Elements("\\partial", "d")
        from order in Gen.Elements<Expression?>(null, new Numeral("2"))
        select (Expression)
            new DerivativeQuotient(
                sign,
                order,
                operand,
                [new DifferentialVariable(new Scripted(new Identifier("s"), new Identifier("i"), null, 0), order)]
            );

    private static Gen<Expression> Two(Gen<Expression> part, Func<Expression, Expression, Expression> combine) =>
        from a in part
        from b in part
        select combine(a, b);

    private static Gen<Sequence<T>> List<T>(Gen<T> item, int least, int most) =>
        from count in Gen.Choose(least, most)
        from items in item.ListOf(count)
        select items.ToSequence();
}
