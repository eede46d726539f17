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
        "设",
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
        "lemma",
        "theorem",
        "proof",
        "yields",
        "gives",
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

        if (symbols.All(symbol => symbol is "\\sim" or "\\perp"))
        {
            return Role.Assumption;
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
    public static bool MayBeCondition(
        Expression left,
        string relation,
        Expression right,
        TermBuilder builder,
        Nearby near
    )
    {
        if (relation is "\\Rightarrow" or "\\Leftrightarrow" or "\\Leftarrow")
        {
            return false;
        }

        // A derivative, a limit or an integral written out is computed, not supposed; unless it is set to a constant.
        var computed = IsComputed(left) || IsComputed(right);
        return !computed || IsConstant(left) || IsConstant(right) || relation is not "=" && Names.IsName(right);
    }

    private static bool IsName(Chain chain) => chain.Relations[0].Symbol is "=" && Names.IsName(chain.Operands[0]);

    private static bool IsComputed(Expression side) =>
        Names
            .Nodes(side)
            .Any(node =>
                node is DerivativeQuotient or BigOperator { Operator: "\\lim" or "\\int" }
                || node
                    is Application
                    {
                        Head: Identifier { Name: "\\nabla" } or Scripted { Base: Identifier { Name: "\\nabla" } }
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
