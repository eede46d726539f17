// The options that several commands share, each defined once: the same name means the same everywhere.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Documents;
using LossProofs.CommandLine.Input;
using LossProofs.Sharding;

namespace LossProofs.CommandLine;

internal static class CommonOptions
{
    /// <summary>One document, or - for standard input.</summary>
    public static Argument<string> Document() =>
        new("FILE") { Description = $"A document ({SourceFormats.Listed}), or - for standard input." };

    public static Option<string?> As()
    {
        var option = new Option<string?>("--as")
        {
            Description =
                "Read as this type, whatever the file's ending; standard input is Markdown or LaTeX by its look otherwise.",
            HelpName = "TYPE",
        };
        return option.OneOf(SourceFormats.Names);
    }

    public static Option<string[]> Bindings() =>
        new("--bindings")
        {
            Description = "What the symbols mean (docs/bindings.md); may be repeated.",
            HelpName = "FILE",
        };

    public static Option<bool> NoBindings() => new("--no-bindings") { Description = "Use no bindings at all." };

    public static Option<int> Cases(int usual = 1000, string what = "Cases for a claim that is tested.") =>
        Positive(
            new Option<int>("--cases")
            {
                Description = what,
                HelpName = "N",
                DefaultValueFactory = _ => usual,
            }
        );

    public static Option<ulong> Seed() =>
        new("--seed")
        {
            Description = "What random cases are drawn from.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

    public static Option<int> Jobs(
        string what = "How many formulas are judged at once (default: one per processor)."
    ) =>
        Positive(
            new Option<int>("--jobs")
            {
                Description = what,
                HelpName = "N",
                DefaultValueFactory = _ => Environment.ProcessorCount,
            }
        );

    public static Option<string?> Tag(bool required = false) =>
        new("--tag")
        {
            Description = "Only the formula with this tag, label or #ordinal.",
            HelpName = "NAME",
            Required = required,
        };

    public static Option<string?> Out() =>
        new("--out")
        {
            Description = "Write to this file instead of standard output; missing folders are made.",
            HelpName = "FILE",
        };

    public static Option<Shard?> Shard() =>
        new("--shard")
        {
            Description =
                "Do only this part of the work (3/8: the third of eight) and keep its results in the file of --out, for "
                + "'lossproofs merge' (docs/scale.md); started again it goes on where it stopped.",
            HelpName = "I/N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Sharding.Shard.Parse(text) is { } shard)
                {
                    return shard;
                }

                result.AddError($"--shard: expected a part and how many there are, such as 3/8, got '{text}'");
                return null;
            },
        };

    public static Option<string> Precision()
    {
        var option = new Option<string>("--precision")
        {
            Description = "float, double or both.",
            DefaultValueFactory = _ => "both",
        };
        return option.OneOf(["float", "double", "both"]);
    }

    /// <summary>What <see cref="Precision"/> says: true for float, false for double, in the order of reports.</summary>
    public static bool[] Precisions(string precision) =>
        precision switch
        {
            "float" => [true],
            "double" => [false],
            _ => [false, true],
        };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => formats[0],
        };
        return option.OneOf(formats);
    }

    public static Option<string[]> Only()
    {
        var option = new Option<string[]>("--only")
        {
            Description = "Show only formulas with this verdict; may be repeated. The counts are of all.",
            HelpName = "VERDICT",
        };
        return option.OneOf([.. Enum.GetNames<Verdict>().Select(name => name.ToLowerInvariant())]);
    }

    /// <summary>The bindings to use for a document.</summary>
    public static LossProofs.Audit.Bindings.BindingsFile Meaning(
        Document document,
        IReadOnlyList<LossProofs.Audit.Bindings.BindingsFile> declared,
        bool none,
        Configuration? configuration = null
    ) =>
        none && declared.Count > 0 ? throw new UsageException("--bindings and --no-bindings exclude each other")
        : none ? LossProofs.Audit.Bindings.BindingsFile.Empty
        : Sources.Bindings(document, declared, (configuration ?? Configuration.Find()).Bindings);

    /// <summary>The option takes one of these words; another is refused by name, with the one that may be meant.</summary>
    public static TOption OneOf<TOption>(this TOption option, IReadOnlyList<string> words)
        where TOption : Option
    {
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value)))
            {
                result.AddError($"{option.Name}: {Usage.Instead(token.Value, words)}");
            }
        });
        return option;
    }

    /// <summary>The same of an argument.</summary>
    public static TArgument OnlyOneOf<TArgument>(this TArgument argument, IReadOnlyList<string> words)
        where TArgument : Argument
    {
        argument.CompletionSources.Add([.. words]);
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value)))
            {
                result.AddError($"{argument.Name}: {Usage.Instead(token.Value, words)}");
            }
        });
        return argument;
    }

    private static Option<int> Positive(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var value) && value < 1)
            {
                result.AddError($"{option.Name}: expected a positive number, got {value}");
            }
        });
        return option;
    }
}
