// Words that place a formula in a situation which no formula states, or take a liberty that reaches beyond one sentence.
//
// "For the correct class", "without temperature", "with the Brier score instead", 对正样本: who reads on knows what is meant;
// the symbols alone do not. Such words are told by their form: a preposition or conjunction, then words that are not known
// to be harmless. A formula after a preposition ("for $x > 0$") is a condition, and read as one elsewhere.
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Claims;

/// <summary>What the words of a section before a display take the liberty to do.</summary>
/// <param name="Dropped">A factor, a term or a symbol is left out or absorbed: the cue; null where none is.</param>
/// <param name="OnlyConstants">Whether all that is left out are additive constants, which no derivative sees.</param>
/// <param name="Held">Something is not differentiated although it varies: the cue; null where none is.</param>
internal sealed record Liberties(string? Dropped, bool OnlyConstants, string? Held)
{
    public static Liberties None { get; } = new(null, true, null);
}

internal static partial class Circumstances
{
    private static readonly string[] Drops =
    [
        "absorb",
        "suppress",
        "omit",
        "drop",
        "neglect",
        "ignor",
        "discard",
        "leave out",
        "leaving out",
        "for brevity",
        "for simplicity",
        "for notational",
        "up to a factor",
        "up to the factor",
        "up to scal",
        "up to a constant",
        "up to constants",
        "up to an additive",
        "up to additive",
        "from now on",
        "henceforth",
        "in what follows",
        "from here on",
        "吸收",
        "省略",
        "省去",
        "略去",
        "忽略",
        "舍去",
        "去掉",
        "为简洁",
        "为简便",
        "为方便",
        "为简单",
        "简单起见",
        "简洁起见",
        "下文",
        "今后",
        "从现在起",
        "相差一个",
        "相差常数",
    ];

    // "from now on" and the like may announce anything.
    private static readonly string[] OfConstants = ["constant", "additive", "常数", "常量"];
    private static readonly string[] OfFactors = ["factor", "scal", "multipli", "coefficient", "系数", "因子", "倍"];

    private static readonly string[] Holds =
    [
        "stop-grad",
        "stop grad",
        "stopgrad",
        "stop_grad",
        "detach",
        "no gradient",
        "not differentiate",
        "not backprop",
        "not propagate",
        "as a constant",
        "as constant",
        "as if constant",
        "held fixed",
        "held constant",
        "kept fixed",
        "holding",
        "keeping",
        "is frozen",
        "are frozen",
        "停止梯度",
        "梯度截断",
        "截断梯度",
        "不传梯度",
        "不传播梯度",
        "不回传",
        "不求导",
        "不参与求导",
        "视为常",
        "当作常",
        "看作常",
        "看成常",
        "当成常",
        "固定不变",
        "保持不变",
    ];

    // What words say of all the elements of an array.
    private static readonly string[] Arrangements =
    [
        "orthogonal",
        "orthonormal",
        "unit vector",
        "unit norm",
        "unit-norm",
        "unit length",
        "is normali",
        "are normali",
        "normalised vec",
        "normalized vec",
        "normalised feat",
        "normalized feat",
        "normalised emb",
        "normalized emb",
        "standardis",
        "standardiz",
        "centred",
        "centered",
        "symmetric",
        "diagonal matr",
        "sorted",
        "正交",
        "单位向量",
        "单位长",
        "单位范数",
        "归一化后",
        "已归一",
        "做了归一",
        "l2 归一",
        "l2归一",
        "标准化",
        "中心化",
        "对称",
        "排序",
    ];

    private static readonly string[] Sums =
    [
        "sum to",
        "sums to",
        "add up to",
        "adds up to",
        "和为",
        "之和等于",
        "互补",
        "complement",
    ];

    private static readonly string[] Equalities =
    [
        "equal",
        "the same",
        "coincide",
        "identical",
        "相等",
        "相同",
        "一致",
        "同方差",
    ];

    private static readonly string[] Absurdities = ["contradict", "absurd", "矛盾", "荒谬"];

    private static readonly string[] Contraries =
    [
        "to the contrary",
        "on the contrary",
        "for contradiction",
        "for a contradiction",
        "by contradiction",
        "towards a contradiction",
        "toward a contradiction",
        "reductio",
        "反证",
        "反设",
    ];

    // A heading that gives its whole section a situation.
    private static readonly string[] Titles =
    [
        "approx",
        "large",
        "small",
        "limit",
        "asymptot",
        "initiali",
        "optim",
        "case",
        "regime",
        "positive",
        "negative",
        "binary",
        "mistake",
        "wrong",
        "error in",
        "pitfall",
        "myth",
        "近似",
        "极限",
        "大",
        "小",
        "初始",
        "最优",
        "情形",
        "情况",
        "正样本",
        "负样本",
        "正例",
        "负例",
        "正类",
        "负类",
        "错误",
        "误区",
        "陷阱",
        "反例",
    ];

    // Titles that only contain such a word.
    private static readonly string[] OtherTitles =
    [
        "optimiz",
        "optimis",
        "showcase",
        "binary cross",
        "negative log",
        "最大似然",
        "极大似然",
        "最小二乘",
        "最大化",
        "最小化",
        "最大熵",
        "大小",
        "小结",
        "大纲",
    ];

    // Words that always place what follows elsewhere.
    private static readonly string[] Elsewhere =
    [
        "otherwise",
        "conversely",
        "else",
        "positives",
        "negatives",
        "small",
        "large",
        "balanced",
        "adds",
        "multiplies",
        "rescales",
        "active",
        "inactive",
        "saturated",
        "becomes",
        "become",
        "reduces",
        "reduce",
        "recover",
        "recovers",
        "collapses",
        "special",
        "default",
        "plain",
        "instead",
        "omitting",
        "dropping",
        "suppressing",
        "absorbing",
        "neglecting",
    ];

    private static readonly string[] UpTo = ["up to ", "to within ", "apart from ", "except for ", "modulo "];

    private static readonly string[] ElsewhereInChinese =
    [
        "否则",
        "反之",
        "相差",
        "差一个",
        "除了",
        "退化",
        "变为",
        "变成",
        "化为",
        "还原",
        "默认",
        "改用",
        "换成",
        "加入",
        "添加",
        "加上",
        "引入",
        "替换",
        "换为",
        "乘上",
        "缩放",
        "改进",
        "修改",
        "不带",
        "省去",
        "去掉",
        "取消",
        "只看",
        "之内",
        "之外",
        "以内",
        "以外",
        "以下",
        "以上",
        "区域",
        "情形",
        "情况",
    ];

    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "case",
        "cases",
        "region",
        "regions",
        "regime",
        "limit",
        "part",
        "setting",
        "situation",
        "domain",
        "area",
        "zone",
        "half",
        "branch",
        "range",
        "interval",
        "scenario",
        "direction",
        "absence",
        "presence",
    };

    // After a preposition these say nothing about where a formula holds.
    private static readonly HashSet<string> Harmless = new(
        (
            "the a an any every each all both these those this that such fixed arbitrary general generic respect to of "
            + "our its their it them and or as also only by chain rule product quotient sum law identity definition "
            + "definitions derivative derivatives partial differential gradient gradients loss losses function functions "
            + "likelihood log-likelihood formula formulas equation equations "
            + "notation notations symbols form matrix vector component components coordinate coordinates element elements "
            + "index indices entry entries parameter parameters logit logits score scores help example instance words short "
            + "real number numbers variable variables argument arguments sample samples example examples probability "
            + "probabilities distribution distributions class classes hand once first second third last next above below "
            + "following previous which we us this then there differentiating simplifying expanding substituting inserting "
            + "collecting taking using computing differentiated simplified written expressed regard same whole hessian "
            + "jacobian with differentiate integrate simplify expand compute calculate get obtain inequality inequalities "
            + "jensen jensen's pinsker's cauchy schwarz taylor hölder's bernoulli's young's "
            + "gibbs' theorem lemma rules trick convexity concavity monotonicity simplification simplifying algebra some "
            + "rearranging cancellation terms steps step calculation computation differentiation both sides side "
            + "numerator denominator is are have has value values integers reals convenience later use reference future completeness"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Connectives = new(
        (
            "then hence thus so therefore consequently get obtain find similarly likewise moreover furthermore finally now "
            + "again clearly note namely because since gives give yields yield implies imply follows equivalently becomes reads "
            + "proof answer result solution claim remark check indeed explicitly"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly string[] ConnectivesInChinese =
    [
        "因此",
        "所以",
        "于是",
        "从而",
        "即",
        "故",
        "可知",
        "易知",
        "注意",
        "证明",
        "如下",
        "定义",
        "记",
        "是",
        "为",
        "推导",
        "结果",
        "并且",
        "且",
        "又",
        "同理",
        "类似地",
        "满足",
        "由此",
        "公式",
        "写成",
        "非负性",
        "性质",
    ];

    private static readonly string[] Workings =
    [
        "化简",
        "整理",
        "代入",
        "展开",
        "合并",
        "相加",
        "相减",
        "约分",
        "消去",
        "移项",
        "微分",
        "积分",
        "变形",
        "计算",
        "然",
        "最",
        "之",
        "先",
        "以",
    ];

    private static readonly HashSet<string> Prepositions = new(
        "for with without from by of to in on at into than as using and or the a an this that where when if".Split(' '),
        StringComparer.Ordinal
    );

    // Adjectives that choose among what a symbol may stand for: "for a wrong class $i$".
    private static readonly HashSet<string> Choosing = new(StringComparer.Ordinal)
    {
        "positive",
        "negative",
        "correct",
        "incorrect",
        "wrong",
        "right",
        "true",
        "false",
        "other",
        "remaining",
        "target",
        "non-target",
        "hard",
        "easy",
        "large",
        "small",
        "larger",
        "smaller",
        "largest",
        "smallest",
        "confident",
        "active",
        "inactive",
    };

    // What a label has that chooses a part of the domain: 间隔内, 正样本, 高温区.
    private static readonly string[] PlacesInChinese =
    [
        "内",
        "外",
        "区",
        "正样",
        "负样",
        "正例",
        "负例",
        "正类",
        "负类",
        "高",
        "低",
        "左",
        "右",
        "大",
        "小",
        "样本",
        "情",
    ];

    private static readonly string[] ChoosingInChinese =
    [
        "正",
        "负",
        "错",
        "对的",
        "真实",
        "其余",
        "其他",
        "其它",
        "另一",
        "目标",
        "难",
        "易",
        "大",
        "小",
    ];

    private static readonly string[] HarmlessInChinese =
    [
        "上式",
        "下式",
        "该式",
        "此式",
        "两边",
        "两端",
        "等式",
        "求导数",
        "求导",
        "求偏导",
        "求梯度",
        "求和",
        "求二阶导",
        "微分",
        "取对数",
        "偏导数",
        "导数",
        "梯度",
        "二阶",
        "一阶",
        "损失函数",
        "损失",
        "函数",
        "对数似然",
        "似然",
        "参数",
        "变量",
        "打分",
        "概率",
        "分布",
        "样本",
        "类别",
        "向量",
        "矩阵",
        "分量",
        "元素",
        "任意",
        "任何",
        "任一",
        "所有",
        "一切",
        "每个",
        "每一个",
        "各个",
        "一般",
        "实数",
        "整数",
        "常数",
        "给定的",
        "给定",
        "固定的",
        "再次",
        "再",
        "分别",
        "直接",
        "关于",
        "自变量",
        "可得",
        "得到",
        "得",
        "有",
        "都",
        "均",
        "则",
        "那么",
        "我们",
        "可以",
        "的",
        "其",
        "它",
        "与",
        "和",
        "成立",
        "恒",
    ];

    [GeneratedRegex(
        @"(?<![a-z-])(?<opener>if|when|whenever|for|at|with|without|under|inside|outside|beyond|within|once|unless|while|in|on|after|using|adding|replacing|exchanging|swapping|scaling|rescaling|multiplying|dividing|weighting|reweighting|applying|introducing|including|combining|modifying|changing|squaring)(?![a-z-])(?<rest>[^,;:$，；：|]*)(?<end>.?)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Opener();

    // 标签平滑后: what precedes 后 has changed something; 化简后 has not.
    [GeneratedRegex(@"(?<rest>[\u4E00-\u9FFF]{1,12})后(?![\u4E00-\u9FFF]*者)", RegexOptions.CultureInvariant)]
    private static partial Regex AfterInChinese();

    // "The mean squared error", "weight decay", 平方误差: a quantity that has a name of its own.
    [GeneratedRegex(
        @"(?<name>(?:[a-z][a-z'-]*[ -]){0,3})(?<noun>loss|losses|error|errors|entropy|cross-entropy|divergence|score|likelihood|penalty|risk|objective|decay|smoothing|regularisation|regularization|distance|margin|distillation)(?![a-z])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Quantity();

    [GeneratedRegex(
        @"(?<name>[\u4E00-\u9FFF]{0,6})(?<noun>损失|误差|熵|散度|正则|平滑|衰减|似然|蒸馏|惩罚|风险)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex QuantityInChinese();

    [GeneratedRegex(@"[a-z][a-z'-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"(?<opener>对于|针对|对数|面对|相对|绝对|对称|反对|对应|对角|对偶|对比|对|每当|当|倘若|假如|如果|若|在于|存在|现在|正在|在|限于)(?<rest>[^，,。；;：:$|]*)(?<end>.?)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OpenerInChinese();

    /// <summary>A liberty that the words take, joined to those taken before.</summary>
    public static Liberties Taken(string words, Liberties before)
    {
        var (dropped, only, held) = before;
        foreach (var sentence in words.Split(['。', '；', '\n', '!', '！']).SelectMany(part => part.Split(". ")))
        {
            held ??= Find(sentence, Holds);
            if (Find(sentence, Drops) is { } cue)
            {
                dropped ??= cue;
                only &= Find(sentence, OfConstants) is not null && Find(sentence, OfFactors) is null;
            }
        }

        return new Liberties(dropped, only, held);
    }

    /// <summary>
    /// A name of a loss, an error or the like that the words have for the first time: a formula after "the mean absolute
    /// error gives" is not about the loss that a letter stood for before. Null where every name is known.
    /// </summary>
    /// <param name="sentence">The words before a formula.</param>
    /// <param name="knows">Whether the words before the sentence have a word.</param>
    public static string? NewQuantity(string sentence, Func<string, bool> knows)
    {
        sentence = sentence.ToLowerInvariant();
        foreach (Match match in Quantity().Matches(sentence))
        {
            // What precedes a preposition is no part of the name.
            var name = Word().Matches(match.Groups["name"].Value).Select(word => word.Value).ToList();
            name.RemoveRange(0, name.FindLastIndex(Prepositions.Contains) + 1);
            if (
                name.Append(
                        match.Groups["noun"].Value is "decay" or "smoothing" or "penalty" or "distillation"
                            ? match.Groups["noun"].Value
                            : "loss"
                    )
                    .Any(word =>
                        word.Length > 2 && !Harmless.Contains(word) && !Connectives.Contains(word) && !knows(word)
                    )
            )
            {
                return match.Value.Trim();
            }
        }

        foreach (Match match in QuantityInChinese().Matches(sentence))
        {
            var name = match.Groups["name"].Value;
            foreach (var harmless in HarmlessInChinese.Concat(ConnectivesInChinese))
            {
                name = name.Replace(harmless, string.Empty, StringComparison.Ordinal);
            }

            if (name.Length >= 2 && !knows(name[^2..] + match.Groups["noun"].Value) && !knows(name[^2..]))
            {
                return name + match.Groups["noun"].Value;
            }
        }

        return null;
    }

    /// <summary>What the words say of arrays as a whole: orthogonal, sorted, of unit length; null without any such word.</summary>
    public static string? Arrangement(string words) => Find(words, Arrangements);

    /// <summary>Whether the words speak of things that sum to one.</summary>
    public static bool SpeaksOfSums(string words) => Find(words, Sums) is not null;

    /// <summary>Whether the words speak of things that are equal.</summary>
    public static bool SpeaksOfEquals(string words) => Find(words, Equalities) is not null;

    /// <summary>Whether the words begin a proof by contradiction.</summary>
    public static bool SupposesContrary(string words) => Find(words, Contraries) is not null;

    /// <summary>Whether the words end a proof by contradiction.</summary>
    public static bool FindsAbsurd(string words)
    {
        foreach (var contrary in Contraries)
        {
            words = words.Replace(contrary, "|", StringComparison.OrdinalIgnoreCase);
        }

        return Find(words, Absurdities) is not null;
    }

    /// <summary>A word of a heading that gives its whole section a situation; null without one.</summary>
    public static string? OfTitle(string heading)
    {
        foreach (var other in OtherTitles)
        {
            heading = heading.Replace(other, "|", StringComparison.OrdinalIgnoreCase);
        }

        return Find(heading, Titles);
    }

    /// <summary>The same of words that end the sentence of a formula: "for the correct class", 对正样本成立.</summary>
    public static string? UnstatedAfter(string words)
    {
        var trimmed = words.TrimStart(' ', '，', ',', '（', '(', '*');
        return
            trimmed.Length > 0
            && (
                char.IsAsciiLetterLower(trimmed[0])
                || Array.Exists(
                    EndsInChinese,
                    end => trimmed.TrimEnd('）', ')', ' ').EndsWith(end, StringComparison.Ordinal)
                )
            )
            ? Unstated(trimmed)
            : null;
    }

    private static readonly string[] EndsInChinese = ["成立", "时", "情形", "情况", "处", "下"];

    /// <summary>A label before a formula that is no sentence: "Violated margin:", 间隔内：; null where it is one.</summary>
    public static string? Label(string words)
    {
        var line = words.TrimEnd('\n', '\r', ' ', '*', '_');
        line = line[(line.LastIndexOf('\n') + 1)..].ToLowerInvariant();
        if (line.Length == 0 || line[^1] is not (':' or '：' or '.') || line.Contains('$', StringComparison.Ordinal))
        {
            return null;
        }

        line = line[..^1];
        line = line[
            (Math.Max(line.LastIndexOf(". ", StringComparison.Ordinal), line.LastIndexOfAny(['。', '；'])) + 1)..
        ];
        if (line.Any(IsChinese))
        {
            return line.Count(IsChinese) <= 8 && Find(line, PlacesInChinese) is not null ? line.Trim() : null;
        }

        var written = Word().Matches(line).Select(word => word.Value).ToList();
        return
            written.Count is > 0 and <= 3
            && !Connectives.Contains(written[^1])
            && written.Exists(word =>
                Choosing.Contains(word)
                || Places.Contains(word)
                || word.EndsWith("ed", StringComparison.Ordinal)
                || word.EndsWith("ive", StringComparison.Ordinal)
            )
            ? line.Trim(' ', '*', '_', '-')
            : null;
    }

    private static bool IsChinese(char letter) => letter is >= '\u4E00' and <= '\u9FFF';

    /// <summary>The words of a sentence that say where a formula holds, where no formula says it; null without any.</summary>
    public static string? Unstated(string sentence)
    {
        sentence = sentence.ToLowerInvariant();
        if (Word().Matches(sentence).FirstOrDefault(word => Elsewhere.Contains(word.Value)) is { } elsewhere)
        {
            return elsewhere.Value;
        }

        if (Find(sentence, UpTo) is { } upTo)
        {
            return upTo;
        }

        if (Find(sentence, ElsewhereInChinese) is { } cue)
        {
            return cue;
        }

        foreach (Match match in Opener().Matches(sentence))
        {
            var words = Word().Matches(match.Groups["rest"].Value).Select(word => word.Value).ToList();
            var names = match.Groups["end"].Value == "$";
            if (
                match.Groups["opener"].Value switch
                {
                    "in" or "on" or "within" or "while" => words.Exists(Places.Contains),
                    "without" or "unless" or "beyond" or "inside" or "outside" => true,
                    // What is named by a formula is what the formula says, unless an adjective chooses among it.
                    _ when names => words.Exists(Choosing.Contains),
                    _ => words.Exists(word => !Harmless.Contains(word)),
                }
            )
            {
                return match.Value.TrimEnd(',', '$', ' ', ':');
            }
        }

        foreach (Match match in AfterInChinese().Matches(sentence))
        {
            var rest = match.Groups["rest"].Value;
            foreach (var harmless in HarmlessInChinese.Concat(ConnectivesInChinese).Concat(Workings))
            {
                rest = rest.Replace(harmless, string.Empty, StringComparison.Ordinal);
            }

            if (rest.Length > 0)
            {
                return match.Value;
            }
        }

        foreach (Match match in OpenerInChinese().Matches(sentence))
        {
            var rest = match.Groups["rest"].Value;
            if (
                match.Groups["opener"].Value
                is not (
                    "对于"
                    or "针对"
                    or "对"
                    or "每当"
                    or "当"
                    or "倘若"
                    or "假如"
                    or "如果"
                    or "若"
                    or "在"
                    or "限于"
                )
            )
            {
                continue;
            }

            if (match.Groups["end"].Value == "$")
            {
                if (Find(rest, ChoosingInChinese) is not null)
                {
                    return match.Value.TrimEnd('$', ' ');
                }

                continue;
            }

            foreach (var harmless in HarmlessInChinese)
            {
                rest = rest.Replace(harmless, string.Empty, StringComparison.Ordinal);
            }

            if (rest.Any(letter => char.IsAsciiLetter(letter) || IsChinese(letter)))
            {
                return match.Value.TrimEnd('，', ',', ' ', ':', '：');
            }
        }

        return null;
    }

    private static string? Find(string words, string[] cues) =>
        Array.Find(cues, cue => words.Contains(cue, StringComparison.OrdinalIgnoreCase));
}
