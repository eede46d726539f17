// What a formula is for, from its form and the words around it. Where the words do not decide, nothing is refuted by them.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class Roles
{
    // The last words before a formula that make it a condition, an assumption or an observation.
    private static readonly string[] Conditions =
    [
        "求解",
        "解方程",
        "最优条件",
        "条件",
        "如果",
        "若",
        "要求",
        "希望",
        "需要",
        "使得",
        "令",
        "目标",
        "solve",
        "solving",
        "condition",
        "require",
        "suppose",
        "if",
        "such that",
        "set ",
        "setting",
        "want",
        "need",
        "minimis",
        "minimiz",
        "maximis",
        "maximiz",
        "subject to",
        "constraint",
    ];

    private static readonly string[] Assumptions =
    [
        "假设",
        "假定",
        "assume",
        "assuming",
        "assumption",
        "suppose",
        "given that",
    ];

    private static readonly string[] Observations =
    [
        "实验",
        "观察到",
        "通常",
        "经验",
        "实践",
        "empirical",
        "in practice",
        "experiment",
        "observe",
        "typically",
        "usually",
    ];

    private static readonly string[] Derivations =
    [
        "因此",
        "所以",
        "得到",
        "可得",
        "于是",
        "则",
        "那么",
        "展开",
        "化简",
        "证明",
        "关系",
        "等价",
        "推导",
        "代入",
        "整理",
        "性质",
        "导数",
        "梯度",
        "therefore",
        "hence",
        "thus",
        "we obtain",
        "we get",
        "follows",
        "then",
        "derivative",
        "gradient",
        "simplif",
        "expand",
        "identity",
        "equivalent",
        "relation",
        "substitut",
        "rewrit",
        "lemma",
        "theorem",
        "proof",
        "yields",
        "gives",
    ];

    // Words that assert.
    private static readonly string[] Assertions =
    [
        "证明",
        "可证",
        "定理",
        "引理",
        "显然",
        "注意到",
        "prove",
        "show that",
        "theorem",
        "lemma",
        "note that",
        "clearly",
        "always",
        "is bounded",
        "are bounded",
        "never exceed",
        "everywhere",
        "有界",
        "恒有",
        "总有",
        "总是",
        "处处",
    ];

    // Words after which a step may hold in a special situation only.
    private static readonly string[] Situations =
    [
        "当",
        "若",
        "因为",
        "由于",
        "利用",
        "根据",
        "由",
        "假设",
        "条件",
        "最优",
        "处",
        "if",
        "when",
        "since",
        "because",
        "using",
        "by ",
        "at ",
        "under",
        "assum",
        "given",
        "optim",
        "where",
    ];

    // Words that give a name a new meaning.
    private static readonly string[] Changes =
    [
        "加入",
        "添加",
        "加上",
        "修改",
        "改进",
        "改为",
        "改成",
        "推广",
        "结合",
        "引入",
        "新",
        "变体",
        "替换",
        "modif",
        "add",
        "new",
        "exten",
        "improv",
        "instead",
        "replac",
        "variant",
        "generaliz",
        "generalis",
    ];

    /// <summary>The role of an equation by its form and surroundings.</summary>
    public static Role Of(IReadOnlyList<WrittenStatement> statements, Nearby near)
    {
        var chains = statements.Select(statement => statement.Formula).OfType<Chain>().ToList();
        if (chains.Count == 0)
        {
            return statements.Any(statement => statement.Words.Any(c => c > 127)) ? Role.Empirical : Role.Definition;
        }

        var symbols = chains.SelectMany(chain => chain.Relations).Select(relation => relation.Symbol).ToList();
        if (symbols.All(symbol => symbol is "\\leftarrow" or "\\mapsto" or ":="))
        {
            return Role.Definition;
        }

        // X ∼ N is said of what is random; f ∼ g as x → 0 is claimed of functions.
        if (
            symbols.All(symbol => symbol is "\\sim" or "\\perp")
            && !statements.All(statement => statement.Limit is not null)
        )
        {
            return Role.Assumption;
        }

        // Something tends to something while a model is trained: an observation, unless the limit is said.
        if (symbols.All(symbol => symbol is "\\to" or "\\uparrow" or "\\downarrow"))
        {
            return
                symbols.All(symbol => symbol == "\\to")
                && statements.All(statement => (statement.Limit ?? near.Limit) is not null)
                ? Role.Claim
                : Role.Empirical;
        }

        var sentence = LastSentence(near.Before);
        var derived = Contains(sentence, Derivations);
        if (!derived && Contains(sentence, Assumptions) && chains.Count == 1 && !symbols.Contains("\\Rightarrow"))
        {
            return Role.Assumption;
        }

        if (
            !derived
            && Contains(sentence, Conditions)
            && chains.Count == 1
            && chains[0].Relations.Count == 1
            && !symbols.Contains("\\Rightarrow")
            && !IsName(chains[0])
        )
        {
            return Role.Condition;
        }

        if (
            !derived
            && Contains(sentence, Observations)
            && symbols.All(symbol => symbol is "\\approx" or "<" or ">" or "\\leq" or "\\geq" or "\\to" or "\\propto")
        )
        {
            return Role.Empirical;
        }

        return Role.Claim;
    }

    /// <summary>
    /// Whether the relation could be a condition although nothing says so: an equation between free quantities can be one to
    /// be solved, an inequality can be supposed.
    /// </summary>
    /// <param name="left">The left side.</param>
    /// <param name="relation">The sign.</param>
    /// <param name="right">The right side.</param>
    /// <param name="later">Whether it is a later step of a chain.</param>
    /// <param name="builder">Knows which names are free.</param>
    /// <param name="near">The words around.</param>
    public static bool MayBeCondition(
        Expression left,
        string relation,
        Expression right,
        bool later,
        TermBuilder builder,
        Nearby near
    )
    {
        if (relation is "\\Rightarrow" or "\\Leftrightarrow" or "\\Leftarrow")
        {
            return false;
        }

        var sentence = LastSentence(near.Before);
        if (Contains(sentence, Assertions) && !Contains(sentence, Conditions))
        {
            return false;
        }

        if (IsConstant(left) || IsConstant(right))
        {
            return !(IsConstant(left) && IsConstant(right));
        }

        if (builder.IsFree(left) || builder.IsFree(right))
        {
            return true;
        }

        // A later step of a chain computes on, unless the words speak of a special situation.
        if (
            later
            && relation == "="
            && !Names.IsName(right)
            && !Contains(sentence, Situations)
            && !sentence.Contains('$', StringComparison.Ordinal)
        )
        {
            return false;
        }

        // A derivative, a limit, an integral or a defined quantity is computed, not supposed.
        return !(
            IsComputed(left)
            || IsComputed(right)
            || (relation == "=" && (Names.IsName(left) || Names.IsName(right)))
            || (relation == "=" && builder.IsDefinedValue(left))
        );
    }

    /// <summary>Whether a second equation for a name goes on computing it, rather than giving it a new meaning.</summary>
    public static bool Continues(Nearby near)
    {
        var sentence = LastSentence(near.Before);
        return near.SameSection && Contains(sentence, Derivations) && !Contains(sentence, Changes);
    }

    /// <summary>The role of an equation none of whose steps asserts anything.</summary>
    public static Role OfDefinition(IReadOnlyList<WrittenStatement> statements, Nearby near) =>
        Of(statements, near) is var role and not (Role.Claim or Role.Assumption) ? role : Role.Definition;

    private static bool IsName(Chain chain) => chain.Relations[0].Symbol is "=" && Names.IsName(chain.Operands[0]);

    private static bool IsComputed(Expression side) =>
        Names
            .Nodes(side)
            .Any(node =>
                node is DerivativeQuotient or BigOperator { Operator: "\\lim" or "\\int" }
                || node
                    is Application
                    {
                        Head: Identifier { Name: "\\nabla" }
                            or Scripted { Base: Identifier { Name: "\\nabla" } }
                            or Scripted { Primes: > 0 }
                    }
            );

    private static bool IsConstant(Expression side) =>
        !Names.Nodes(side).Any(node => node is Identifier { Name: not ("\\pi" or "e" or "\\infty") });

    private static string LastSentence(string words)
    {
        var trimmed = words.TrimEnd('\n', ' ', '\r', '：', ':', '，', ',', '*');
        var stop = trimmed.LastIndexOfAny(['。', '；', '\n', '！']);
        return (stop < 0 ? trimmed : trimmed[(stop + 1)..]).ToLowerInvariant();
    }

    private static bool Contains(string sentence, string[] cues) =>
        Array.Exists(
            cues,
            cue =>
                char.IsAsciiLetter(cue[0])
                    ? (" " + sentence).Contains(" " + cue, StringComparison.Ordinal)
                    : sentence.Contains(cue, StringComparison.Ordinal)
        );
}
