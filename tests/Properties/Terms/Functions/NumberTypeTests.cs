// The evaluator's route in intervals of doubles: a box holds the values at all of its points.
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class NumberTypeTests
{
    public static TheoryData<string> Names => Points.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_image_of_a_box_holds_the_values_of_its_points(string name)
    {
        var function = Points.Of(name);
        var (tried, kept) = (0, 0);
        foreach (var x in Points.Within(function))
        {
            foreach (var width in new[] { Rational.Zero, new Rational(1, 1 << 20), new Rational(1, 8), 3 })
            {
                var box = Interval.Hull(Interval.From(x, 53), Interval.From(x + width, 53));
                var image = function.Enclose(box, 53);
                tried += width == Rational.Zero ? 1 : 0;
                if (!image.IsDefined)
                {
                    continue;
                }

                kept += width == Rational.Zero ? 1 : 0;
                for (var part = 0; part <= 4; part++)
                {
                    var at = x + new Rational(part, 4) * width;
                    var value = Points.Value(Points.Applied(function, at));
                    Assert.True(value.IsFinite, $"{name} has the image {image} over {box}, but no value at {at}");
                    Assert.True(
                        (double.IsNegativeInfinity(image.Lower) || Rational.FromDouble(image.Lower) <= value.Upper)
                            && (
                                double.IsPositiveInfinity(image.Upper)
                                || value.Lower <= Rational.FromDouble(image.Upper)
                            ),
                        $"{name} over {box}: {image} does not hold {value} at {at}"
                    );
                }
            }
        }

        // Steps and poles next to a point are not resolved in doubles.
        Assert.True(kept >= tried / 2, $"{name}: {kept} of {tried} points have an image");
    }
}
