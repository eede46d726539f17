// What holds for every function of the public surface, found by reflection; tools/Attack tries the same at length.
using System.Numerics;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Xunit;
using LossProofs.Attack;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Faults;

[EveryKernel]
public class PublicSurface
{
    private static readonly Overlaps Overlaps = new();

    private static readonly BadInput BadInput = new();

    private static readonly SignedZeros SignedZeros = new();

    private static void NothingFound(IAttack attack, DoNotSize<ushort> choice, DoNotSize<int> seed) =>
        Assert.Equal([], attack.Try(attack.Functions[choice.Item % attack.Functions.Count], new Random(seed.Item)));

    [Property(MaxTest = 150)]
    public void A_destination_shares_memory_with_an_argument_only_as_the_table_says(
        DoNotSize<ushort> choice,
        DoNotSize<int> seed
    ) => NothingFound(Overlaps, choice, seed);

    [Fact]
    public void Each_function_refuses_each_overlap_that_the_table_does_not_allow() =>
        Assert.Equal([], Overlaps.Functions.SelectMany(function => Overlaps.Try(function, new Random(1))));

    [Fact]
    public void Each_function_refuses_what_is_wrong_with_each_argument() =>
        Assert.Equal(
            [],
            ((IAttack)BadInput).Functions.SelectMany(function =>
                Enumerable.Range(0, 12).SelectMany(seed => BadInput.Try(function, new Random(seed)))
            )
        );

    [Property(MaxTest = 1000)]
    public void A_refusal_names_a_parameter_and_leaves_everything_untouched(
        DoNotSize<ushort> choice,
        DoNotSize<int> seed
    ) => NothingFound(BadInput, choice, seed);

    [Property(MaxTest = 1000)]
    public void The_sign_of_a_zero_changes_no_result(DoNotSize<ushort> choice, DoNotSize<int> seed) =>
        NothingFound(SignedZeros, choice, seed);

    [Fact]
    public void The_table_of_aliasing_has_a_row_for_each_destination_without_a_rule_and_no_other()
    {
        var keys = AliasingTable.Keys.ToHashSet();
        var destinations = Overlaps
            .Functions.SelectMany(f =>
                f.Destinations.Select(d => (Key: (f.Signature, d), IsRuled: AliasingTable.OfVerb(f, d) is not null))
            )
            .ToArray();
        Assert.Equal([], destinations.Where(d => !d.IsRuled && !keys.Contains(d.Key)));
        Assert.Equal([], keys.Except(destinations.Select(d => d.Key)));
    }

    [Fact]
    public void Every_kernel_refuses_Half_and_NFloat_and_says_which_types_are_meant()
    {
        var attack = new OtherTypes();
        Assert.Equal(2 * Function.Of(typeof(Half)).Count(), attack.Functions.Count);
        Assert.Equal([], Campaign.Findings(attack, new(1, 1, "", null)));
    }

    [Fact]
    public void Random_numbers_of_other_types_are_refused()
    {
        Assert.Equal("T", Assert.Throws<ArgumentException>(() => new RandomStream(1).NextGumbel<Half>()).ParamName);
        Assert.Equal("T", Assert.Throws<ArgumentException>(() => new RandomStream(1).NextNormal<NFloat>()).ParamName);
    }

    [Fact, Trait("Evidence", "a process of its own")] // where tools/mutants cannot switch a mutant on
    public void No_function_touches_what_stands_before_or_behind_its_spans() =>
        Assert.Equal([], Campaign.FindingsOfProcess(new GuardPages(), new(2, 1, "", null)));

    [Fact, Trait("Evidence", "a process of its own")] // where tools/mutants cannot switch a mutant on
    public void Labels_that_another_thread_changes_during_a_call_touch_nothing_else() =>
        Assert.Equal([], Campaign.FindingsOfProcess(new Races(), new(2, 1, "LossAndGradient(logits, labels", null)));
}
