// Readings that matter only where everything else says a claim is false: how a sensible reader would still take it as meant.
//
// They cost nothing elsewhere: a claim that holds as written is never asked about them.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static class Doubts
{
    // Words in a formula's sentence that say it holds approximately, up to something, or only somewhere.
    private static readonly string[] Approximately =
    [
        "approx",
        "roughly",
        "ignor",
        "neglect",
        "drop",
        "up to a",
        "up to an",
        "up to const",
        "up to term",
        "constant",
        "sufficiently",
        "large $",
        "small $",
        "is large",
        "is small",
        "are small",
        "are large",
        "numerically",
        "float",
        "precision",
        "to leading",
        "first order",
        "first-order",
        "second order",
        "second-order",
        "higher order",
        "higher-order",
        "asymptot",
        "near the",
        "optimum",
        "optimal",
        "minimum",
        "maximum",
        "minimiser",
        "minimizer",
        "at the solution",
        "stationary",
        "fixed point",
        "converge",
        "initiali",
        "perfect",
        "近似",
        "约等",
        "大约",
        "忽略",
        "略去",
        "常数",
        "很大",
        "很小",
        "足够",
        "充分大",
        "充分小",
        "数值上",
        "浮点",
        "精度",
        "一阶",
        "二阶",
        "高阶",
        "附近",
        "最优",
        "最大值",
        "最小值",
        "极值",
        "极大",
        "极小",
        "驻点",
        "不动点",
        "初始",
        "理想",
        "收敛",
    ];

    // Words that hold a formula up as wrong.
    private static readonly string[] Disclaimers =
    [
        "mistake",
        "wrong",
        "not true",
        "false",
        "fails",
        "does not hold",
        "incorrect",
        "naive",
        "naïve",
        "counterexample",
        "might think",
        "tempting",
        "not correct",
        "instead of",
        "rather than",
        "pitfall",
        "myth",
        "never",
        "cannot",
        "impossible",
        "there is no",
        "there are no",
        "no real",
        "no such",
        "no value",
        "none",
        "neither",
        "nor ",
        "has no",
        "have no",
        "not ",
        "whether",
        "is it ",
        "can it ",
        "could it",
        "does it",
        "excluded",
        "错误",
        "误以为",
        "误认为",
        "不成立",
        "不对",
        "不正确",
        "而不是",
        "而非",
        "反例",
        "并不",
        "误区",
        "不存在",
        "没有",
        "不可能",
        "不能",
        "不会",
        "不等于",
        "不满足",
        "未必",
        "不一定",
        "无法",
        "绝不",
        "决不",
        "难道",
        "是否",
        "能否",
        "吗",
    ];

    // Words that narrow a law, or say that it is another than its letters suggest.
    private static readonly string[] Narrowings =
    [
        "standard deviation",
        "discrete",
        "integers",
        "random sign",
        "rademacher",
        "truncat",
        "condition",
        "given",
        "restricted to",
        "precision",
        "标准差",
        "离散",
        "整数",
        "符号",
        "截断",
        "条件",
        "给定",
        "限制在",
    ];

    // Words that only contain such a cue.
    private static readonly string[] Others =
    [
        "一阶导",
        "二阶导",
        "一阶偏导",
        "二阶偏导",
        "极大地",
        "极大似然",
        "最大似然",
        "错误类",
        "错误的类",
        "错误率",
        "first-order derivative",
        "second-order derivative",
        "first-order partial",
        "second-order partial",
        "wrong class",
        "incorrect class",
        "maximum likelihood",
        "maximum entropy",
        "never exceed",
        "never less",
        "never larger",
        "never greater",
        "never smaller",
        "never negative",
        "never positive",
        "never below",
        "never above",
        "not exceed",
        "cannot exceed",
        "cannot be negative",
        "not depend",
        "not only",
        "不会超过",
        "不能超过",
        "不会为负",
        "没有关系",
    ];

    private static readonly string[] Bits =
    [
        " bit",
        "比特",
        "base 2",
        "base two",
        "base-2",
        "binary log",
        "以2为底",
        "以 2 为底",
        "以$为底",
        "以 $ 为底",
        "base $",
        "base 10",
        "decibel",
        "常用对数",
    ];

    /// <summary>Whether the document's words speak of logarithms to another base than e.</summary>
    public static bool MentionsBase(string words) =>
        Array.Exists(Bits, cue => words.Contains(cue, StringComparison.OrdinalIgnoreCase));

    /// <summary>A word that narrows a law, or says that it is another than its letters suggest; null without one.</summary>
    public static string? Narrowing(string words) =>
        Array.Find(Narrowings, cue => words.Contains(cue, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the sentence of a formula says that it holds approximately, or only at some point.</summary>
    public static string? Approximate(Nearby near) => Cue(Sentence(near), Approximately);

    /// <summary>Whether the paragraph of a formula holds it up as wrong.</summary>
    public static string? Disclaimed(Nearby near) => Cue(Paragraph(near), Disclaimers);

    /// <summary>Whether the words before a formula place it where no formula says.</summary>
    public static string? Elsewhere(Nearby near) =>
        Circumstances.Unstated($"{near.Shared} | {Tail(near.Before)}")
        ?? Circumstances.Label(near.Before)
        ?? Circumstances.UnstatedAfter(Start(near.After));

    private static string? Cue(string words, string[] cues)
    {
        foreach (var other in Others)
        {
            words = words.Replace(other, "|", StringComparison.OrdinalIgnoreCase);
        }

        return Array.Find(cues, cue => words.Contains(cue, StringComparison.OrdinalIgnoreCase));
    }

    private static string Sentence(Nearby near) => $" {near.Shared} | {Tail(near.Before)} | {Start(near.After)}";

    private static string Paragraph(Nearby near)
    {
        var before = Trimmed(near.Before);
        return $" {near.Shared} | {before[(before.LastIndexOf('\n') + 1)..]} | {Start(near.After)}";
    }

    // The last sentence of the words before.
    private static string Tail(string words)
    {
        var before = Trimmed(words);
        var stop = Math.Max(
            before.LastIndexOfAny(['。', '；', '！', '\n']),
            before.LastIndexOf(". ", StringComparison.Ordinal)
        );
        return before[(stop + 1)..];
    }

    // The first sentence of the words after.
    private static string Start(string words)
    {
        var after = words.TrimStart('\n', ' ', '\r');
        var end = after.IndexOfAny(['。', '；', '.', '\n']);
        return end < 0 ? after : after[..end];
    }

    private static string Trimmed(string words) => words.TrimEnd('\n', ' ', '\r', '：', ':', '，', ',', '*');

    /// <summary>x = g(x): the next value of x, or an equation for it.</summary>
    public static bool IsUpdate(Expression left, string relation, Expression right) =>
        relation == "="
        && Names.IsName(left)
        && right is not Identifier and not Scripted
        && Names.Of(left) is var name
        && Names.Nodes(right).Any(node => Names.IsName(node) && Names.Of(node) == name);

    /// <summary>
    /// i or j free, not declared and no index of anything: the imaginary unit in many texts.
    /// </summary>
    public static bool MayBeImaginary(Context context) =>
        context.Variables.Any(variable =>
            variable
                is {
                    Provenance: Provenance.Guessed,
                    Domain: RealInterval,
                    Name: "i" or "j" or "\\text{i}" or "\\text{j}"
                }
        );

    /// <summary>Whether a formula takes e or π, by convention constants, for a name: something is said to equal it.</summary>
    public static bool NamesConstant(Expression formula) =>
        formula is Chain { Operands: [var left, ..], Relations: [{ Symbol: "=" or ":=" or "\\in" or "\\equiv" }, ..] }
        && left is Identifier { Name: "e" or "\\pi", Accents.Count: 0 };

    /// <summary>Whether the formula has e or π standing alone; a base of a power such as e^x is no name.</summary>
    public static bool HasConstant(Expression side) =>
        side is Identifier { Name: "e" or "\\pi", Accents.Count: 0 }
        || Names.Children(side).Any(child => !(IsPowerOfE(child)) && HasConstant(child))
        || Names.Children(side).Any(child => IsPowerOfE(child) && HasConstant(((Scripted)child).Superscript!));

    private static bool IsPowerOfE(Expression expression) =>
        expression is Scripted { Base: Identifier { Name: "e" }, Superscript: not null and not Numeral };

    /// <summary>One unit of the last printed digit, when the side is a printed number: 0.368, −1.20, 4.5·10⁻⁵, 64%, 22026.</summary>
    public static Rational? PrintedUnit(Expression side)
    {
        switch (side)
        {
            case Additive { Terms: [{ Term: var only }] }:
                return PrintedUnit(only);
            case Delimited { Content: var inner }:
                return PrintedUnit(inner);
            case Postfix { Sign: "\\%", Operand: Numeral { Digits: var digits } }:
                return Unit(digits) / 100;
            case Numeral { Digits: var digits }
                when digits.Contains('.', StringComparison.Ordinal) || digits.Length > 2:
                return Unit(digits);
            case Product { Factors: [{ Value: Numeral { Digits: var digits } }, { Value: var power }] }
                when Exponent(power) is { } exponent:
                return Unit(digits) * Rational.Pow(10, exponent);
            default:
                return null;
        }
    }

    /// <summary>sin⁻¹ and f⁻¹ are inverse functions in many texts, reciprocals in others.</summary>
    public static bool HasInverse(Expression side) =>
        Names
            .Nodes(side)
            .Any(node =>
                node
                    is Application
                    {
                        Head: Scripted
                        {
                            Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] }
                        }
                    }
            );

    /// <summary>
    /// d/dx at the head of a side taken over the whole of it: d/dx x² + 1, d/dx sin x cos x, d/dx log x / x. Null when the
    /// side does not begin so.
    /// </summary>
    public static Expression? OverAll(Expression side) =>
        Led(side, out var derivative) is { } operand && !ReferenceEquals(side, derivative)
            ? derivative! with
            {
                Argument = operand,
            }
            : null;

    // The side with its leading derivative replaced by what is differentiated.
    private static Expression? Led(Expression side, out Application? derivative)
    {
        derivative = null;
        switch (side)
        {
            case Application { Head: DerivativeQuotient } found:
                derivative = found;
                return found.Argument;
            case Quotient quotient when Led(quotient.Numerator, out derivative) is { } numerator:
                return quotient with { Numerator = numerator };
            case Product product when Led(product.Factors[0].Value, out derivative) is { } first:
                return product with
                {
                    Factors = [product.Factors[0] with { Value = first }, .. product.Factors.Skip(1)],
                };
            case Additive { Terms: [{ Sign: "+" }, ..] } sum when Led(sum.Terms[0].Term, out derivative) is { } term:
                return sum with { Terms = [sum.Terms[0] with { Term = term }, .. sum.Terms.Skip(1)] };
            default:
                return null;
        }
    }

    /// <summary>
    /// A letter before one number or name in parentheses, read as a product: nobody writes ℓ(0) for ℓ·0. Nor σ(x + 1) for a
    /// product where the document has a function σ besides.
    /// </summary>
    public static bool HasUnusualProduct(Expression side, Func<Expression, bool> isFunctionToo) =>
        Names
            .Nodes(side)
            .OfType<Product>()
            .Any(product =>
                product
                    .Factors.Zip(product.Factors.Skip(1))
                    .Any(pair =>
                        Names.IsName(pair.First.Value)
                        && pair.Second is { Link: "", Value: Delimited { Open: "(", Content: var content } }
                        && (
                            content is Numeral or Identifier
                            || pair.First.Value is Identifier { Name: "\\sigma" }
                            || isFunctionToo(pair.First.Value) && !Names.Nodes(content).Contains(pair.First.Value)
                        )
                    )
            );

    /// <summary>Whether a printed decimal stands in it.</summary>
    public static bool HasDecimal(Expression side) =>
        Names
            .Nodes(side)
            .Any(node => node is Numeral { Digits: var digits } && digits.Contains('.', StringComparison.Ordinal));

    /// <summary>The reading with every logarithm taken to another base.</summary>
    public static Reading WithBase(Reading reading, int basis)
    {
        return reading with
        {
            Proposition = reading.Proposition is Terms.Comparison comparison
                ? new Terms.Comparison(In(comparison.Left), comparison.Relation, In(comparison.Right))
                : reading.Proposition,
            Context = reading.Context with
            {
                Definitions = reading.Context.Definitions.Map(definition =>
                    definition with
                    {
                        Body = In(definition.Body),
                    }
                ),
            },
            Note = $"with logarithms to the base {basis}",
        };

        Term In(Term term)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            return term is Apply { Function: Function.Log } logarithm
                ? new Apply(basis == 2 ? Function.Log2 : Function.Log10, logarithm.Arguments.Map(In))
                : term.MapChildren(In);
        }
    }

    private static Rational Unit(string digits)
    {
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Rational.One : Rational.Pow(new Rational(1, 10), digits.Length - dot - 1);
    }

    private static int? Exponent(Expression power) =>
        power is Scripted { Base: Numeral { Digits: "10" }, Subscript: null, Superscript: { } superscript }
            ? superscript switch
            {
                Numeral { Digits: var digits } when digits.Length < 4 && int.TryParse(digits, out var value) => value,
                Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: var digits } }] }
                    when digits.Length < 4 && int.TryParse(digits, out var value) => -value,
                _ => null,
            }
            : null;
}
