// The bindings format: every phrase, every key, and the messages for what is wrong.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Bindings;

public class BindingsLoaderTests
{
    private static BindingsFile Read(string yaml) => BindingsLoader.Read(yaml, "note.yaml");

    private static Quantity Phrase(string phrase) =>
        Assert.IsType<Quantity>(Phrases.Parse(phrase, "x", "note.yaml", 1).Meaning);

    [Theory]
    [InlineData("(0, 1]", "0", false, "1", true)]
    [InlineData("real in (0,1]", "0", false, "1", true)]
    [InlineData("[-1/2, 0.25)", "-1/2", true, "1/4", false)]
    [InlineData("real > 0", "0", false, null, false)]
    [InlineData(">= 3", "3", true, null, false)]
    [InlineData("positive", "0", false, null, false)]
    [InlineData("(-inf, 2)", null, false, "2", false)]
    [InlineData("real", null, false, null, false)]
    [InlineData("R", null, false, null, false)]
    public void Intervals_are_read_exactly(
        string phrase,
        string? lower,
        bool lowerClosed,
        string? upper,
        bool upperClosed
    )
    {
        var domain = Assert.IsType<RealInterval>(Phrase(phrase).Domain);
        Assert.Equal(lower, domain.Lower?.ToString());
        Assert.Equal(upper, domain.Upper?.ToString());
        Assert.Equal((lowerClosed, upperClosed), (domain.LowerClosed, domain.UpperClosed));
    }

    [Fact]
    public void Arrays_have_their_lengths_and_domains()
    {
        Assert.Equal(["n"], Phrase("vector of length n in [0, 1]").Dimensions);
        Assert.Equal(Domain.Unit, Phrase("vector of length n in [0, 1]").Domain);
        Assert.Equal(["N", "K"], Phrase("probability matrix N by K").Dimensions);
        Assert.Equal(new ProbabilityVector(false), Phrase("probability vector of length K").Domain);
        Assert.Equal(new ProbabilityVector(true), Phrase("positive probability vector of length K").Domain);
        Assert.Equal(new OneHot(), Phrase("one-hot of length K").Domain);
        Assert.Equal(Domain.Positive, Phrase("positive vector of length 3").Domain);
    }

    [Fact]
    public void Integers_indices_sets_and_functions_are_read()
    {
        Assert.Equal(new Integers(2, null), Phrase("integer >= 2").Domain);
        Assert.Equal(new Integers(1, new Symbol("K")), Phrase("integer in 1..K").Domain);
        Assert.Equal(new Integers(1, new Symbol("n")), Phrase("index of n").Domain);
        Assert.Equal(
            new IndexSet(new Symbol("n"), @"\Omega_{+}"),
            Phrase(@"index set of n, complement of \Omega_{+}").Domain
        );
        Assert.Equal(
            new SmoothFunction(2, (RealInterval)Domain.Positive),
            Phrase("function of 2 arguments in (0, inf)").Domain
        );
        Assert.IsType<Opaque>(Phrases.Parse("opaque", "x", "note.yaml", 1).Meaning);
        Assert.Equal(["\\theta"], Phrases.Parse(@"(0, 1) depends on \theta", "x", "note.yaml", 1).DependsOn);
    }

    [Fact]
    public void A_whole_file_is_read()
    {
        var file = Read(
            """
            document: A note
            symbols:
              \gamma: (0, 1)
              L: { means: '-\log p', also: ['\ell'] }
              p: { is: '(0, 1)', depends on: \theta }
            given: [\sum_i t_i = 1]
            equations:
              "17": { expect: refuted, reason: wrong sign }
              eq:a: { role: condition, given: 'p < 1' }
              "#3": { regime: { limit: \gamma \to 0, scale: \gamma^2, error: O }, means: { L: "16" } }
              "5": { skip: an experiment }
            """
        );
        Assert.Equal("A note", file.Title);
        Assert.Equal(["\\gamma", "L", "p"], file.Symbols.Select(symbol => symbol.Spelling));
        Assert.Equal(new Abbreviation("-\\log p"), file.Symbols[1].Meaning);
        Assert.Equal(["\\ell"], file.Symbols[1].Also);
        Assert.Equal(5, file.Symbols[2].Line);
        Assert.Equal("wrong sign", file.Equations[0].ExpectRefuted);
        Assert.Equal(Role.Condition, file.Equations[1].Role);
        Assert.Equal("p < 1", file.Equations[1].Given[0].Latex);
        Assert.Equal(new RegimeNote(@"\gamma \to 0", @"\gamma^2", true), file.Equations[2].Regime);
        Assert.Equal([new MeansNote("L", "16")], file.Equations[2].Means);
        Assert.Equal("an experiment", file.Equations[3].Skip);
        Assert.Equal(new GivenCondition(@"\sum_i t_i = 1", 6), file.Given[0]);
    }

    [Theory]
    [InlineData(
        "symbol: {}",
        "note.yaml:1: the file: unknown key 'symbol', expected document, symbols, given, equations, sections"
    )]
    [InlineData("symbols:\n  p: { in: 3 }", "note.yaml:2: p: unknown key 'in', expected is, also, means, depends on")]
    [InlineData("symbols:\n  p: (0, 1)\n  p: (0, 2)", "note.yaml:3: p: declared twice")]
    [InlineData("symbols:\n  p: { also: q }", "note.yaml:2: p: expected 'is' (what it is) or 'means' (LaTeX)")]
    [InlineData(
        "equations:\n  a: { role: lemma }",
        "note.yaml:2: equation a: role: expected claim, definition, condition, assumption or empirical, got 'lemma'"
    )]
    [InlineData("equations:\n  a: { expect: refuted }", "note.yaml:2: equation a: 'expect: refuted' needs a 'reason'")]
    [InlineData(
        "equations:\n  a: { expect: proved }",
        "note.yaml:2: equation a: expect: the only expectation is 'refuted', got 'proved'"
    )]
    [InlineData("symbols: &a\n  p: (0, 1)", "note.yaml:1: anchors and aliases are not allowed here")]
    [InlineData("document: !!binary x", "note.yaml:1: tags are not allowed here, got tag:yaml.org,2002:binary")]
    [InlineData("symbols: [p\nx", "note.yaml:1: not valid YAML: a list or a mapping is not closed")]
    [InlineData("- a", "note.yaml:1: the file: expected a mapping of keys to values, got a list")]
    public void What_is_wrong_is_said_with_line_key_and_expectation(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<BindingsException>(() => Read(yaml)).Message);

    [Theory]
    [InlineData("reel in (0, 1)")]
    [InlineData("(1, 0)")]
    [InlineData("(a, b)")]
    [InlineData("vector in (0, 1)")]
    [InlineData("integer >= 1/2")]
    [InlineData("{}")]
    public void A_phrase_that_is_not_understood_is_refused(string phrase)
    {
        var error = Assert.Throws<BindingsException>(() => Phrases.Parse(phrase, "x", "note.yaml", 7));
        Assert.StartsWith("note.yaml:7: x: expected a phrase such as", error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"got '{phrase}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_files_are_refused_quickly()
    {
        var deep = new string('[', 100_000);
        var bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]";
        var broken = "symbols:\n\t- \0: {";
        foreach (var text in new[] { deep, bomb, broken, new string('x', 2_000_000), "{" + new string(' ', 1_000_000) })
        {
            Assert.Throws<BindingsException>(() => Read(text));
        }
    }

    [Fact]
    public void An_empty_file_binds_nothing() => Assert.Equal(BindingsFile.Empty with { Path = "note.yaml" }, Read(""));

    [Fact]
    public void Where_options_are_phrases()
    {
        var binding = BindingsLoader.ReadWhere(@"\gamma in [0, 1)");
        Assert.Equal(@"\gamma", binding.Spelling);
        Assert.Equal(
            new RealInterval(Rational.Zero, true, Rational.One, false),
            Assert.IsType<Quantity>(binding.Meaning).Domain
        );
        Assert.Equal(
            ["n"],
            Assert.IsType<Quantity>(BindingsLoader.ReadWhere("s: vector of length n").Meaning).Dimensions
        );
    }
}
