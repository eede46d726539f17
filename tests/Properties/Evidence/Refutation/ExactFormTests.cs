// Exact forms: equal keys are equal numbers, and the identities that refutations rest on are found.
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class ExactFormTests
{
    private static ExactForm Of(int top, int bottom = 1) => ExactForm.Of(new Rational(top, bottom));

    private static ExactForm Root(int value) => Of(value).Power(new Rational(1, 2))!;

    [Fact]
    public void Roots_multiply() => Assert.Equal(Of(4).Key, ExactForm.Product(Root(2), Root(8))!.Key);

    [Fact]
    public void Conjugates_divide()
    {
        // 1/(1 + √2) = √2 − 1.
        var sum = ExactForm.Sum(Of(1), Root(2))!;
        Assert.Equal(ExactForm.Sum(Root(2), Of(-1))!.Key, sum.Reciprocal()!.Key);
    }

    [Fact]
    public void Exponentials_of_logarithms_are_powers()
    {
        var half = ExactForm.Product(Of(1, 2), Of(12).Log()!)!;
        Assert.Equal(ExactForm.Product(Of(2), Root(3))!.Key, half.Exp()!.Key);
        Assert.Equal(ExactForm.Sum(Of(2).Log()!, Of(3).Log()!)!.Key, Of(6).Log()!.Key);
    }

    [Fact]
    public void Sines_of_multiples_of_pi_are_algebraic()
    {
        var sixth = ExactForm.Product(ExactForm.Pi, Of(1, 6))!;
        Assert.Equal(Of(1, 2).Key, sixth.Sine(cosine: false)!.Key);
        Assert.Equal(ExactForm.Product(Of(1, 2), Root(3))!.Key, sixth.Sine(cosine: true)!.Key);
        Assert.Equal(Of(0).Key, ExactForm.Product(ExactForm.Pi, Of(7))!.Sine(cosine: false)!.Key);
    }

    [Fact]
    public void Numbers_that_are_merely_close_have_other_forms()
    {
        Assert.NotEqual(Of(355, 113).Key, ExactForm.Pi.Key);
        Assert.NotEqual(Of(1).Key, ExactForm.Of(Function.Tanh, 0, Of(100))!.Key);
    }

    [Fact]
    public void A_function_of_the_same_number_is_one_name_whatever_way_it_was_reached()
    {
        var one = ExactForm.Sum(ExactForm.Product(Root(2), Root(3))!, Of(1))!;
        var other = ExactForm.Sum(Of(1), Root(6))!;
        Assert.Equal(ExactForm.Named("f", one)!.Key, ExactForm.Named("f", other)!.Key);
    }
}
