// Rows of up to a million classes against certified values.
using LossProofs.Accuracy;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Properties.Oracle;

public class LongRowTests(ITestOutputHelper output)
{
    // What is claimed of every kernel; see docs/numerics.md.
    private const double MaximumUlps = 2;

    public static TheoryData<int, LongRowKind, bool> Rows()
    {
        var data = new TheoryData<int, LongRowKind, bool>();
        foreach (var kind in Enum.GetValues<LongRowKind>())
        {
            foreach (var single in new[] { false, true })
            {
                foreach (var length in new[] { 33, 1000, 20_011 })
                {
                    data.Add(length, kind, single);
                }
            }
        }

        data.Add(1_000_000, LongRowKind.Normal, true);
        data.Add(1_000_000, LongRowKind.TwoLevels, false);
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_error_on_a_long_row_is_bounded(int length, LongRowKind kind, bool single)
    {
        var row = LongRow.Draw(length, kind, 1, single);
        var worst = LongRow.Kernels.Select(kernel => (Kernel: kernel, Ulps: row.Error(kernel))).MaxBy(w => w.Ulps);
        output.WriteLine($"{row}: {worst.Ulps:F4} ulp, {worst.Kernel}");
        Assert.True(worst.Ulps <= MaximumUlps, $"{worst.Kernel} is {worst.Ulps} ulp off on {row}, single: {single}");
    }
}
